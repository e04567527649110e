import type { Account } from '../domain/account.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { Permission } from '../domain/permission.ts';
import type { Place } from '../domain/place.ts';
import type { Page, PageQuery } from '../query/page.ts';

/** How an OpenID Connect provider calls somebody: the pair is never given to anybody else. */
export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
}

export interface NewAccount extends Omit<Account, 'id' | 'isActive'> {
  readonly permissions: readonly Permission[];
  readonly oidcIdentity?: OidcIdentity | undefined;
}

/** Changes the members that are there, and leaves the others; `null` clears one. */
export interface AccountChange {
  readonly accountId: number;
  readonly displayName?: string | undefined;
  readonly email?: string | null | undefined;
  readonly isActive?: boolean | undefined;
  /** As `actions/hash-password.ts` makes it. */
  readonly passwordHash?: string | null | undefined;
  readonly oidcIdentity?: OidcIdentity | null | undefined;
}

/** A permission with the name of where it counts, `acme` or `acme/widgets`; absent for the whole server. */
export interface NamedPermission extends Permission {
  readonly placeName?: string | undefined;
}

export interface AccountStore {
  /** `taken`: another account has that name, that e-mail address, or that identity. */
  addAccount(account: NewAccount, audit?: NewAuditEvent): Promise<Account | 'taken'>;

  /**
   * `gone`: there is no such account. `taken`: another has that e-mail address or that identity, or this one has another
   * identity, which would have to be cleared first. Whoever is made inactive, or given another password, is signed out everywhere.
   */
  changeAccount(change: AccountChange, audit?: NewAuditEvent): Promise<Account | 'taken' | 'gone'>;

  /** By its name or its e-mail address, in any case, or by its UUID in braces. */
  findAccount(identifier: string): Promise<Account | undefined>;

  findOidcAccount(identity: OidcIdentity): Promise<Account | undefined>;

  /** What was set as `passwordHash`. */
  findPasswordHash(accountId: number): Promise<string | undefined>;

  /** By name. */
  listAccounts(page: PageQuery<never>): Promise<Page<Account>>;

  listPermissions(accountId: number): Promise<readonly NamedPermission[]>;

  /** Sets what the account may do there, or, without a level, that it has no permission there; `false` when it was so before. */
  setPermission(
    change: {
      readonly accountId: number;
      readonly place: Place;
      readonly level: Permission['level'] | undefined;
    },
    audit?: NewAuditEvent,
  ): Promise<boolean>;
}
