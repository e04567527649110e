import { ServiceError } from '../domain/error.ts';
import type { BatchWriter, ResultOf, WriteCommand, WriteOutcome } from './write-command.ts';

interface Waiting {
  readonly command: WriteCommand;
  /** Whether it is to be in the same transaction as the one that waits before it. */
  readonly isJoined: boolean;
  readonly settle: (outcome: WriteOutcome) => void;
}

/**
 * A transaction is held back, never a request: the most commands that one transaction takes, but for those that are to be
 * written together. Thirty to fifty gather by themselves at 64 connections; beyond a few hundred the gain per command is
 * gone and the wait of the first one grows.
 */
const usualMaxBatchLength = 512;

export interface GroupCommitOptions {
  /** The most commands that one transaction takes; 1 shows what group commit is worth. */
  readonly maxBatchLength?: number;
}

/**
 * Group commit: commands that arrive while a transaction is running join the next one, so that many share one wait for
 * the disk. All callers of a transaction are answered in the same turn of the event loop.
 */
export class GroupCommit implements AsyncDisposable {
  readonly #writer: BatchWriter;
  /** The commands that wait in each lane, for as long as something is being written in it. */
  readonly #waiting = new Map<unknown, Waiting[]>();
  readonly #running = new Set<Promise<void>>();
  readonly #onStatusWritten: (repositoryId: number) => void;
  readonly #maxBatchLength: number;
  #isClosed = false;

  /** `onStatusWritten` is told of each repository in which a transaction has written statuses. */
  constructor(
    writer: BatchWriter,
    onStatusWritten: (repositoryId: number) => void,
    { maxBatchLength = usualMaxBatchLength }: GroupCommitOptions = {},
  ) {
    this.#writer = writer;
    this.#onStatusWritten = onStatusWritten;
    this.#maxBatchLength = maxBatchLength;
  }

  /** Resolves when the command is durable; rejects with the reason why it changed nothing. */
  execute<Command extends WriteCommand>(command: Command): Promise<ResultOf<Command>> {
    return this.#enqueue(command, false);
  }

  /** Executes commands of one lane in one transaction, each with its own outcome, in their order. */
  executeTogether<Command extends WriteCommand>(
    commands: readonly Command[],
  ): Promise<PromiseSettledResult<ResultOf<Command>>[]> {
    return Promise.allSettled(commands.map((command, index) => this.#enqueue(command, index > 0)));
  }

  /** Commits what is waiting, and takes nothing more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#running);
    await this.#writer[Symbol.asyncDispose]();
  }

  #enqueue<Command extends WriteCommand>(command: Command, isJoined: boolean): Promise<ResultOf<Command>> {
    if (this.#isClosed) return Promise.reject(new ServiceError('unavailable', 'The server is shutting down.'));
    return new Promise((resolve, reject) => {
      const settle = (outcome: WriteOutcome) =>
        // The writer answers each command with its own kind of result.
        outcome.ok ? resolve(outcome.value as ResultOf<Command>) : reject(outcome.error);
      const lane = this.#writer.laneOf?.(command);
      const waiting = this.#waiting.get(lane);
      if (waiting === undefined) this.#start(lane, { command, isJoined, settle });
      else waiting.push({ command, isJoined, settle });
    });
  }

  #start(lane: unknown, first: Waiting): void {
    const waiting = [first];
    this.#waiting.set(lane, waiting);
    const running = this.#drain(lane, waiting).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #drain(lane: unknown, waiting: Waiting[]): Promise<void> {
    // Requests that were read in the same turn of the event loop join the first transaction.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = takeBatch(waiting, this.#maxBatchLength);
      const outcomes = await this.#write(batch);
      for (const [index, { settle }] of batch.entries()) {
        settle(outcomes[index] ?? { ok: false, error: new Error('The writer left a command unanswered.') });
      }
      for (const repositoryId of new Set(batch.flatMap(repositoryOfStatus))) this.#onStatusWritten(repositoryId);
    }
    this.#waiting.delete(lane);
  }

  async #write(batch: readonly Waiting[]): Promise<readonly WriteOutcome[]> {
    try {
      return await this.#writer.write(batch.map(({ command }) => command));
    } catch (error) {
      return batch.map(() => ({ ok: false, error }));
    }
  }
}

/** As many as a transaction takes, and then the rest of those that belong together. */
function takeBatch(waiting: Waiting[], maxLength: number): readonly Waiting[] {
  let length = maxLength;
  while (waiting[length]?.isJoined) length += 1;
  return waiting.splice(0, length);
}

/** What leaves events behind, when it changes anything. */
const kindsWithEvents: readonly WriteCommand['kind'][] = [
  'replace',
  'update',
  'void_status',
  'restore_status',
  'remove_status',
  'stop_silent_statuses',
];

function repositoryOfStatus({ command }: Waiting): readonly number[] {
  return kindsWithEvents.includes(command.kind) && 'repositoryId' in command ? [command.repositoryId] : [];
}
