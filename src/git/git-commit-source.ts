import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { GitCommit } from '../domain/commit.ts';
import { type CommitHash, type CommitRevision, toCommitHash } from '../domain/commit-hash.ts';
import type { ChangeQuery, CommitListQuery, CommitSource, MergeQuery } from '../store/commit-source.ts';
import { CatFile, type GitObject } from './cat-file.ts';
import { findMergeCommit } from './find-merge-commit.ts';
import { gitUnavailable, listObjects } from './git-program.ts';
import { listChangedPaths } from './list-changed-paths.ts';
import { listRevisions } from './list-revisions.ts';
import { parseCommitObject } from './parse-commit-object.ts';

/** A process for each Git directory in use; beyond this many, the one not used for longest is ended. */
const maxProcesses = 16;

/** A process that nobody asks ends by itself. */
const idleMs = 60_000;

/** A commit never changes, so one that was seen is not asked for again. */
const maxCommits = 10_000;

/** Reads commits by the `git` of the machine, through one long-lived process for each directory. */
export class GitCommitSource implements CommitSource {
  readonly #processes = new LRUCache<string, CatFile>({
    max: maxProcesses,
    ttl: idleMs,
    ttlAutopurge: true,
    updateAgeOnGet: true,
    dispose: (process) => process.close(),
  });
  readonly #commits = new LRUCache<string, GitCommit>({ max: maxCommits });

  async findCommit(query: {
    readonly gitDirectory: string;
    readonly revision: CommitRevision | CommitHash;
  }): Promise<GitCommit | undefined> {
    const { gitDirectory, revision } = query;
    const known = this.#commits.get(`${gitDirectory}\n${revision}`);
    if (known !== undefined) return known;

    const object = await this.#findObject(gitDirectory, revision);
    if (object?.type !== 'commit') return undefined;
    const commit: GitCommit = { hash: toCommitHash(object.hash), ...parseCommitObject(object.content) };
    this.#commits.set(`${gitDirectory}\n${commit.hash}`, commit);
    return commit;
  }

  async listCommits(query: CommitListQuery): Promise<readonly GitCommit[]> {
    const { gitDirectory, path, offset, limit } = query;
    const [include, exclude] = await Promise.all([
      this.#findHashes(gitDirectory, query.include),
      this.#findHashes(gitDirectory, query.exclude),
    ]);
    if (include.length === 0) return [];
    const options = [`--skip=${offset}`, `--max-count=${limit}`];
    const hashes = await listRevisions({ gitDirectory, options, include, exclude, path });
    return this.#findCommits(gitDirectory, hashes.map(toCommitHash));
  }

  async findMergeCommit({ gitDirectory, ...query }: MergeQuery): Promise<CommitHash | undefined> {
    const [source, destination] = await Promise.all([
      this.findCommit({ gitDirectory, revision: query.source }),
      this.findCommit({ gitDirectory, revision: query.destination }),
    ]);
    if (source === undefined || destination === undefined) return undefined;
    return findMergeCommit({ gitDirectory, source: source.hash, destination: destination.hash });
  }

  async listChangedPaths({ gitDirectory, ...query }: ChangeQuery): Promise<readonly string[] | undefined> {
    const [base, commit] = await this.#findHashes(gitDirectory, [query.base, query.commit]);
    return base && commit && listChangedPaths({ gitDirectory, base, commit });
  }

  /** Those that Git has. To a program that lists commits, a hash of another length could be the name of a branch. */
  async #findHashes(gitDirectory: string, hashes: readonly CommitHash[]): Promise<readonly CommitHash[]> {
    const commits = await this.#findCommits(gitDirectory, hashes);
    return commits.map(({ hash }) => hash);
  }

  async #findCommits(gitDirectory: string, hashes: readonly CommitHash[]): Promise<readonly GitCommit[]> {
    const commits = await Promise.all(hashes.map((revision) => this.findCommit({ gitDirectory, revision })));
    return commits.filter((commit) => commit !== undefined);
  }

  async #findObject(gitDirectory: string, revision: string): Promise<GitObject | undefined> {
    const process = this.#process(gitDirectory);
    // The suffix lets Git choose the commit where a tree or a file begins with the same digits.
    const object = await process.find(`${revision}^{commit}`);
    if (object?.hash.startsWith(revision)) return object;
    if (object === undefined) {
      await this.#checkDirectory(gitDirectory);
      return undefined;
    }
    // Git took the digits for the name of a branch or a tag.
    const named = await Promise.all((await listObjects(gitDirectory, revision)).map((hash) => process.find(hash)));
    const commits = named.filter((candidate) => candidate?.type === 'commit');
    return commits.length === 1 ? commits[0] : undefined;
  }

  /** A directory that has gone knows no commit, which is not to say that there is none. */
  async #checkDirectory(gitDirectory: string): Promise<void> {
    try {
      await access(join(gitDirectory, 'HEAD'));
    } catch {
      this.#processes.delete(gitDirectory);
      throw gitUnavailable(gitDirectory, 'it is not there');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#processes.clear();
  }

  #process(gitDirectory: string): CatFile {
    const running = this.#processes.get(gitDirectory);
    if (running !== undefined && !running.hasEnded) return running;
    const started = new CatFile(gitDirectory);
    this.#processes.set(gitDirectory, started);
    return started;
  }
}
