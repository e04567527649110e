import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { ServiceError } from '../domain/error.ts';
import { gitAnswerMs, gitOptions, gitUnavailable } from './git-program.ts';

/** What Git has under a name. */
export interface GitObject {
  readonly hash: string;
  readonly type: string;
  readonly content: Buffer;
}

type Answer = PromiseWithResolvers<GitObject | undefined>;

const newline = 0x0a;
const foundHeader = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/;

/**
 * One long-lived `git cat-file --batch` on one Git directory. Questions are answered in their order, so any number may be
 * on the way. It sees objects that arrive after it was started: Git looks again whenever it misses one.
 */
export class CatFile {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: Answer[] = [];
  readonly #gitDirectory: string;
  #chunks: Buffer[] = [];
  #receivedLength = 0;
  /** Before this much has come, looking for an answer is in vain. */
  #neededLength = 0;
  #deadline: NodeJS.Timeout | undefined;
  #complaint = '';
  #failure: ServiceError | undefined;

  constructor(gitDirectory: string) {
    this.#gitDirectory = gitDirectory;
    const args = [...gitOptions(gitDirectory), 'cat-file', '--batch'];
    // In a process group of its own: the interrupt key of a terminal must leave it for the requests in flight. It ends
    // with its input, whatever becomes of us.
    this.#process = spawn('git', args, { stdio: 'pipe', detached: true });
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(-500);
    });
    // A pipe that breaks is reported by the exit that broke it.
    this.#process.stdin.on('error', () => {});
    this.#process.on('error', (cause) => this.#fail(cause.message));
    this.#process.on('close', () => this.#fail(this.#complaint || 'git has ended'));
  }

  get hasEnded(): boolean {
    return this.#failure !== undefined;
  }

  /** Resolves to `undefined` for a name that Git does not know, or knows twice. The name must be one line. */
  find(name: string): Promise<GitObject | undefined> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const answer: Answer = Promise.withResolvers();
    this.#waiting.push(answer);
    this.#deadline ??= this.#startDeadline();
    this.#process.stdin.write(`${name}\n`);
    return answer.promise;
  }

  /** Lets Git finish what it was asked, and end. */
  close(): void {
    this.#process.stdin.end();
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#receivedLength += chunk.length;
    if (this.#receivedLength < this.#neededLength) return;
    let received: Buffer = Buffer.concat(this.#chunks);
    for (let rest = this.#takeAnswer(received); rest !== undefined; rest = this.#takeAnswer(received)) received = rest;
    this.#chunks = [received];
    this.#receivedLength = received.length;
  }

  /** Takes one whole answer off what was received and gives the rest; `undefined` when there is none yet. */
  #takeAnswer(received: Buffer): Buffer | undefined {
    this.#neededLength = 0;
    const headerEnd = received.indexOf(newline);
    if (headerEnd === -1) return undefined;
    const header = foundHeader.exec(received.subarray(0, headerEnd).toString('latin1'));
    if (header === null) {
      this.#settle(undefined);
      return received.subarray(headerEnd + 1);
    }
    const [, hash = '', type = '', size] = header;
    const contentEnd = headerEnd + 1 + Number(size);
    if (received.length < contentEnd + 1) {
      this.#neededLength = contentEnd + 1;
      return undefined;
    }
    this.#settle({ hash, type, content: received.subarray(headerEnd + 1, contentEnd) });
    return received.subarray(contentEnd + 1);
  }

  #settle(object: GitObject | undefined): void {
    clearTimeout(this.#deadline);
    this.#waiting.shift()?.resolve(object);
    this.#deadline = this.#waiting.length > 0 ? this.#startDeadline() : undefined;
  }

  #startDeadline(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#fail(`git has not answered for ${gitAnswerMs / 1000} seconds`);
      this.#process.kill('SIGKILL');
    }, gitAnswerMs);
  }

  #fail(reason: string): void {
    clearTimeout(this.#deadline);
    this.#failure ??= gitUnavailable(this.#gitDirectory, reason);
    for (const answer of this.#waiting.splice(0)) answer.reject(this.#failure);
  }
}
