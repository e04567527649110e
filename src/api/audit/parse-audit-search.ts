import { type AuditSearch, addressOfUuid } from '../../actions/list-audit-events.ts';
import { type AuditAction, auditActions } from '../../domain/audit-event.ts';
import { clip } from '../../domain/clip.ts';
import { invalidFields } from '../../domain/error.ts';
import { isUuid, parseFullName, type RepositoryAddress } from '../../domain/repository.ts';
import { parseInstant } from '../../query/parse-instant.ts';

/** What was asked for, as texts; empty ones count as absent. */
export interface AskedAudit {
  readonly action?: string | undefined;
  readonly account?: string | undefined;
  readonly repository?: string | undefined;
  readonly repository_uuid?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Throws invalid for what cannot be looked for. */
export function parseAuditSearch({ action, account, since, until, ...where }: AskedAudit): AuditSearch {
  return {
    address: addressOf(where),
    ...(action && { action: parseAction(action) }),
    ...(account && { account }),
    ...(since && { since: parseInstant(since) }),
    ...(until && { until: parseInstant(until) }),
  };
}

function addressOf({ repository, repository_uuid: uuid }: AskedAudit): RepositoryAddress | undefined {
  if (repository && uuid) throw invalidFields({ repository_uuid: ['Name the repository in one of the two ways.'] });
  if (repository) return parseFullName(repository);
  if (!uuid) return undefined;
  if (!isUuid(uuid)) throw invalidFields({ repository_uuid: [`Give a UUID in braces (received '${clip(uuid)}').`] });
  return addressOfUuid(uuid);
}

function parseAction(text: string): AuditAction {
  const action = auditActions.find((one) => one === text);
  if (action !== undefined) return action;
  throw invalidFields({ action: [`There is no '${clip(text)}', only ${auditActions.join(', ')}.`] });
}
