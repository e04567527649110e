import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ServiceError } from '../../domain/error.ts';
import type { BatchWriter, WriteCommand, WriteOutcome } from '../write-command.ts';
import type { ThreadOutcome } from './writer-thread.ts';

/** Writes on a thread of its own, so that the event loop never waits for a disk. Takes one batch at a time. */
export class ThreadWriter implements BatchWriter {
  readonly #worker: Worker;
  readonly #exited: Promise<unknown>;
  #pending: PromiseWithResolvers<readonly WriteOutcome[]> | undefined;
  #failure: ServiceError | undefined;

  /** `onWritten` is called before anybody learns what became of a batch. */
  constructor(path: string, onWritten: () => void) {
    // The thread runs the source or the compiled file, whichever this one is.
    const thread = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url);
    this.#worker = new Worker(thread, { workerData: { path } });
    this.#worker.on('message', (outcomes: readonly ThreadOutcome[]) => {
      onWritten();
      this.#settle(outcomes.map(fromThreadOutcome));
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#exited = once(this.#worker, 'exit').catch(() => {});
    this.#worker.on('exit', () => this.#fail(new Error('The writer thread has ended.')));
  }

  write(commands: readonly WriteCommand[]): Promise<readonly WriteOutcome[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#pending = Promise.withResolvers();
    this.#worker.postMessage(commands);
    return this.#pending.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#failure === undefined) this.#worker.postMessage('close');
    await this.#exited;
  }

  #settle(outcomes: readonly WriteOutcome[]): void {
    this.#pending?.resolve(outcomes);
    this.#pending = undefined;
  }

  #fail(cause: unknown): void {
    this.#failure ??= new ServiceError('unavailable', 'The database cannot be written. Restart the server.', { cause });
    this.#pending?.reject(this.#failure);
    this.#pending = undefined;
  }
}

function fromThreadOutcome(outcome: ThreadOutcome): WriteOutcome {
  if (outcome.ok) return outcome;
  const { code, message, fields, cause } = outcome;
  return { ok: false, error: new ServiceError(code, message, { ...(fields && { fields }), cause }) };
}
