import { requireScopesAt } from '../domain/access.ts';
import type { AuditEvent } from '../domain/audit-event.ts';
import { countsInAllOf } from '../domain/grant.ts';
import { wholeServer } from '../domain/place.ts';
import { type RepositoryAddress, repositoryNotFound } from '../domain/repository.ts';
import type { AuditQuery } from '../store/audit-store.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

type Context = Pick<ActionContext, 'store' | 'caller'>;

/** What is asked for; without a repository, what was done on the whole server. */
export interface AuditSearch extends Omit<AuditQuery, 'repositoryId'> {
  readonly address?: RepositoryAddress | undefined;
}

/** How much is read at once of what may be millions. */
const stretch = 500;

/** The workspace beside the UUID of a repository, as on Bitbucket: any. */
const anyWorkspace = '{}';

/** How a repository is named by its UUID alone. */
export function addressOfUuid(uuid: string): RepositoryAddress {
  return { workspace: anyWorkspace, slug: uuid };
}

/**
 * A page of what was done, newest first. Throws forbidden without the scope `repository:admin` in the repository, or, for the
 * whole server, on all of it; not_found for a repository that is not there. One that has been removed is found by its UUID, by
 * administrators of the server.
 */
export async function listAuditEvents(
  context: Context,
  search: AuditSearch,
  page: { readonly offset: number; readonly limit: number },
): Promise<readonly AuditEvent[]> {
  return context.store.audit.listAuditEvents({ ...(await queryOf(context, search)), ...page });
}

/**
 * All of it, stretch by stretch, each read when it is asked for: what is added meanwhile is not among it. Throws the same, at
 * once.
 */
export async function readAuditEvents(
  context: Context,
  search: AuditSearch,
): Promise<AsyncGenerator<readonly AuditEvent[], void, void>> {
  return readStretches(context, await queryOf(context, search));
}

async function* readStretches({ store }: Context, query: AuditQuery) {
  let after: AuditEvent | undefined;
  do {
    const events = await store.audit.listAuditEvents({ ...query, after, offset: 0, limit: stretch });
    yield events;
    after = events.length < stretch ? undefined : events.at(-1);
  } while (after !== undefined);
}

async function queryOf(context: Context, { address, ...search }: AuditSearch): Promise<AuditQuery> {
  if (address !== undefined) return { ...search, repositoryId: await findRepositoryId(context, address) };
  requireScopesAt(context.caller, wholeServer, ['repository:admin']);
  return search;
}

async function findRepositoryId(context: Context, address: RepositoryAddress): Promise<number> {
  const { store, caller } = context;
  const isGone = address.workspace === anyWorkspace && (await store.repositories.findRepository(address)) === undefined;
  if (!isGone) return (await getRepository(context, address, ['repository:admin'])).id;
  const grants = caller.grants.filter((grant) => countsInAllOf(grant, wholeServer));
  const mayLook = grants.some(({ scopes }) => scopes.has('repository:admin'));
  const removed = mayLook ? await store.audit.findRemovedRepositoryId(address.slug) : undefined;
  if (removed === undefined) throw repositoryNotFound(address);
  return removed;
}
