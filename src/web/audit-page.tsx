import { type AuditAction, type AuditDetails, type AuditEvent, auditActions } from '../domain/audit-event.ts';
import type { Instant } from '../domain/instant.ts';
import { Layout } from './layout.tsx';
import { RelativeTime } from './relative-time.tsx';
import { sitePaths } from './site-paths.ts';
import type { Visitor } from './visitor.ts';

/** What somebody looks for in the audit, as it was typed. */
export interface TypedAuditSearch {
  readonly repository: string;
  readonly account: string;
  readonly action: AuditAction | '';
}

export interface AuditPageModel {
  readonly typed: TypedAuditSearch;
  readonly events: readonly AuditEvent[];
  /** Where those are that were done after, and before. */
  readonly newerPath: string | undefined;
  readonly olderPath: string | undefined;
  readonly now: Instant;
  readonly visitor: Visitor | undefined;
}

/** Who did what to what, from where, when. */
export function AuditPage({ typed, events, newerPath, olderPath, now, visitor }: AuditPageModel) {
  return (
    <Layout title="Audit" visitor={visitor}>
      <h1>Audit</h1>
      <p class="context">
        {typed.repository ? `What was done in ${typed.repository}` : 'What was done on the whole server'}
      </p>
      <Search typed={typed} />
      {events.length === 0 ? (
        <p>There is nothing like that.</p>
      ) : (
        <ol class="rows">
          {events.map((event) => (
            <Entry key={event.id} event={event} now={now} />
          ))}
        </ol>
      )}
      <nav class="facts" aria-label="Pages">
        {newerPath && <a href={newerPath}>Newer</a>}
        {olderPath && <a href={olderPath}>Older</a>}
      </nav>
    </Layout>
  );
}

function Search({ typed }: { readonly typed: TypedAuditSearch }) {
  return (
    <form method="get" action={sitePaths.audit} class="search">
      <div>
        <label for="repository">Repository</label>
        <input id="repository" name="repository" value={typed.repository} placeholder="the whole server" />
      </div>
      <div>
        <label for="account">Account</label>
        <input id="account" name="account" value={typed.account} placeholder="anybody" />
      </div>
      <div>
        <label for="action">Action</label>
        <select id="action" name="action">
          <option value="">any</option>
          {auditActions.map((action) => (
            <option key={action} value={action} selected={action === typed.action}>
              {action}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="quiet">
        Search
      </button>
    </form>
  );
}

function Entry({ event, now }: { readonly event: AuditEvent; readonly now: Instant }) {
  const { action, subject, repository, commitHash, details = {} } = event;
  return (
    <li class="row">
      <div class="what">
        <h2 class="entry">
          <code>{action}</code> {subject}
        </h2>
        <p class="facts">
          <RelativeTime at={event.occurredOn} now={now} />
          <span>{event.account === undefined ? 'by nobody known' : `by ${event.account.name}`}</span>
          {event.address !== undefined && <span>{`from ${event.address}`}</span>}
          {event.tokenUuid !== undefined && <span>{`with the token ${event.tokenUuid}`}</span>}
          {repository && <span>{`in ${repository.name}`}</span>}
          {commitHash !== undefined && <code>{commitHash}</code>}
        </p>
        {Object.keys(details).length > 0 && <p class="facts">{describe(details)}</p>}
      </div>
    </li>
  );
}

function describe(details: AuditDetails): string {
  return Object.entries(details)
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${Array.isArray(value) ? value.join(', ') : value}`)
    .join('; ');
}
