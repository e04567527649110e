import { type BuildState, buildStates } from '../domain/build-state.ts';
import type { Commit } from '../domain/commit.ts';
import type { CommitStatus } from '../domain/commit-status.ts';
import type { Instant } from '../domain/instant.ts';
import { fullName, type Repository } from '../domain/repository.ts';
import { Layout } from './layout.tsx';
import { RelativeTime } from './relative-time.tsx';
import { StateMark, stateWord } from './state-mark.tsx';
import type { Visitor } from './visitor.ts';

export interface CommitPageModel {
  readonly repository: Repository;
  readonly commit: Commit;
  readonly builds: readonly { readonly status: CommitStatus; readonly url: string }[];
  /** How many builds there are; more than `builds` holds where a commit has very many. */
  readonly size: number;
  readonly now: Instant;
  readonly visitor: Visitor | undefined;
}

/** What needs somebody comes first. */
const order: readonly BuildState[] = ['FAILED', 'INPROGRESS', 'STOPPED', 'SUCCESSFUL'];

export function CommitPage(model: CommitPageModel) {
  const { repository, commit, builds, size } = model;
  const shortHash = commit.hash.slice(0, 12);
  const [subject = '', ...body] = commit.details?.message.trim().split('\n') ?? [];
  const sorted = builds.toSorted((a, b) => order.indexOf(a.status.state) - order.indexOf(b.status.state));
  return (
    <Layout title={`${shortHash} · ${fullName(repository)}`} visitor={model.visitor}>
      <p class="context">{fullName(repository)}</p>
      <h1>{subject || `Commit ${shortHash}`}</h1>
      {body.length > 0 && <pre>{body.join('\n').trim()}</pre>}
      <p class="facts">
        <code class="hash">{commit.hash}</code>
        {commit.details && (
          <>
            <span>{commit.details.author.replace(/ <.*>$/, '')}</span>
            <time dateTime={commit.details.date}>{commit.details.date.replace('T', ' ')}</time>
          </>
        )}
      </p>
      <section aria-labelledby="builds">
        <h2 id="builds">Builds</h2>
        <p class="summary">{summarise(model)}</p>
        {size > builds.length && <p>{`The oldest ${builds.length} are shown; the API has all of them.`}</p>}
        <ul class="builds">
          {sorted.map((build) => (
            <Build key={build.status.key} {...build} now={model.now} />
          ))}
        </ul>
      </section>
    </Layout>
  );
}

function Build({ status, url, now }: CommitPageModel['builds'][number] & { readonly now: Instant }) {
  const name = status.name || status.key;
  return (
    <li class="build">
      <StateMark state={status.state} />
      <div class="what">
        <h3>
          {url === '' ? (
            name
          ) : (
            <a href={url} rel="noopener noreferrer nofollow">
              {name}
            </a>
          )}
        </h3>
        {status.description !== '' && <p>{status.description}</p>}
        <p class="facts">
          {status.name !== '' && <code title="key">{status.key}</code>}
          {status.refname !== undefined && <code title="branch">{status.refname}</code>}
          <span>
            <RelativeTime at={status.updatedOn} now={now} />
            {status.author !== undefined && ` by ${status.author}`}
          </span>
        </p>
      </div>
    </li>
  );
}

function summarise({ builds, size }: CommitPageModel): string {
  if (size === 0) return 'No build has been reported for this commit yet.';
  const counts = buildStates
    .map((state) => ({ state, count: builds.filter(({ status }) => status.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${stateWord(state).toLowerCase()}`);
  return `${size} ${size === 1 ? 'build' : 'builds'}: ${counts.join(', ')}`;
}
