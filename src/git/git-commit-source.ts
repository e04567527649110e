import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Commit } from '../domain/commit.ts';
import { type CommitRevision, toCommitHash } from '../domain/commit-hash.ts';
import type { CommitSource } from '../store/commit-source.ts';
import { CatFile, type GitObject } from './cat-file.ts';
import { gitUnavailable, listObjects } from './git-program.ts';
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
  readonly #commits = new LRUCache<string, Commit>({ max: maxCommits });

  async findCommit(query: {
    readonly gitDirectory: string;
    readonly revision: CommitRevision;
  }): Promise<Commit | undefined> {
    const { gitDirectory, revision } = query;
    const known = this.#commits.get(`${gitDirectory}\n${revision}`);
    if (known !== undefined) return known;

    const object = await this.#findObject(gitDirectory, revision);
    if (object?.type !== 'commit') return undefined;
    const commit: Commit = { hash: toCommitHash(object.hash), details: parseCommitObject(object.content) };
    this.#commits.set(`${gitDirectory}\n${commit.hash}`, commit);
    return commit;
  }

  async #findObject(gitDirectory: string, revision: CommitRevision): Promise<GitObject | undefined> {
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
