import type { Branch, Tag } from '../domain/ref.ts';

export interface RefQuery {
  readonly gitDirectory: string;
  /**
   * The whole bare name, in this very case. Whatever else Git would understand (`HEAD`, `main~1`, `refs/heads/main`,
   * `release/*`) is only a name here, mostly one that nothing has.
   */
  readonly name: string;
}

/**
 * The branches and tags of Git directories, as they are at that moment: nothing is remembered. A branch and a tag may have
 * the same name. Lists are in Git's own order, by the bytes of the names. Names that are not UTF-8 are left out: no
 * request could say them. Every method throws `unavailable` when the directory cannot be read, or Git does not answer in
 * time.
 */
export interface RefSource {
  listBranches(query: { readonly gitDirectory: string }): Promise<readonly Branch[]>;

  findBranch(query: RefQuery): Promise<Branch | undefined>;

  /** Tags that do not lead to a commit are left out here, and not found by `findTag`. */
  listTags(query: { readonly gitDirectory: string }): Promise<readonly Tag[]>;

  findTag(query: RefQuery): Promise<Tag | undefined>;

  /**
   * The name of the branch that `HEAD` points to, which need not have a commit yet; `undefined` when it points to none.
   */
  findMainBranch(query: { readonly gitDirectory: string }): Promise<string | undefined>;
}
