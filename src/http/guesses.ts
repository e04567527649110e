import { setTimeout } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { LRUCache } from 'lru-cache';
import { ServiceError } from '../domain/error.ts';
import { showableName } from './showable-name.ts';

/** Credentials that somebody tried, without what is secret of them. */
export interface Guess {
  readonly address: string;
  readonly name?: string | undefined;
}

/** Lets that much time pass, or less when the signal says so. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export interface GuessesOptions {
  readonly logger: Pick<FastifyBaseLogger, 'warn'>;
  readonly pause?: Pause | undefined;
}

/** Who mistypes a password, or has a few jobs with a token that is no longer valid, notices nothing. */
const freeGuesses = 10;

/** After that long without a wrong guess, the earlier ones are forgotten. */
const memoryMs = 15 * 60_000;

/** The delay doubles with each guess; after five more it is as long as clients wait without giving up. */
const firstDelayMs = 250;
const longestDelayMs = 8000;

/** Each answer that waits holds a connection. These are few beside the thousands that a process can hold. */
const maxWaiting = 256;
const maxWaitingOfOne = 8;

/** So many addresses and names are remembered; beyond that, the one not seen for longest starts anew. */
const maxGuessers = 10_000;

/** An address or a user name that wrong credentials came from, or with. */
interface Guesser {
  failures: number;
  waiting: number;
}

/**
 * Counts wrong credentials by address and by user name, and delays the answer to those that look like guessing.
 *
 * Only answers that say no wait. Right credentials from the same address are another user behind it, and right ones with the
 * same name their owner: if these waited, too, a guesser could lock both out. So a guesser may take silence for a no; what
 * keeps tokens safe is that they are 256 random bits, and the delay keeps the guessing small and shows it in the log.
 */
export class Guesses implements Disposable {
  readonly #logger: Pick<FastifyBaseLogger, 'warn'>;
  readonly #pause: Pause;
  /** By the time of day, as the limits of requests are. */
  readonly #guessers = new LRUCache<string, Guesser>({ max: maxGuessers, ttl: memoryMs, perf: Date });
  readonly #closing = new AbortController();
  #waiting = 0;

  constructor({ logger, pause = pauseByTimer }: GuessesOptions) {
    this.#logger = logger;
    this.#pause = pause;
  }

  /** Counts wrong credentials, and resolves when they may be refused. Throws rate_limited when too many wait already. */
  async failed(guess: Guess): Promise<void> {
    const guessers = [
      this.#count(`address ${guess.address}`),
      ...(guess.name ? [this.#count(`name ${guess.name.toLowerCase()}`)] : []),
    ];
    const failures = Math.max(...guessers.map((guesser) => guesser.failures));
    if (failures <= freeGuesses) return;
    if (guessers.some((guesser) => guesser.failures === freeGuesses + 1)) this.#tell(guess);
    await this.#delay(guessers, delayAfter(failures));
  }

  /**
   * Checks a secret that people choose, and that could be guessed therefore. Where the same name has been guessed at from the
   * same address, one check at a time is made; throws rate_limited for those beside it, right or wrong: whoever does not
   * wait for an answer gains nothing, and nobody else is kept out.
   */
  async attempt<Found>(guess: Guess, check: () => Promise<Found | undefined>): Promise<Found | undefined> {
    const both = this.#guesser(`both ${guess.address} ${guess.name?.toLowerCase()}`);
    if (both.waiting > 0 && both.failures + both.waiting >= freeGuesses) throw tooMany(delayAfter(both.failures));
    both.waiting += 1;
    try {
      const found = await check();
      if (found !== undefined) return found;
      both.failures += 1;
      await this.failed(guess);
      return undefined;
    } finally {
      both.waiting -= 1;
    }
  }

  /** Lets go of all who wait, so that nobody holds up the end of the server. */
  [Symbol.dispose](): void {
    this.#closing.abort();
  }

  #count(key: string): Guesser {
    const guesser = this.#guesser(key);
    guesser.failures += 1;
    return guesser;
  }

  /** Remembered for a while from now on. */
  #guesser(key: string): Guesser {
    const guesser = this.#guessers.get(key) ?? { failures: 0, waiting: 0 };
    this.#guessers.set(key, guesser);
    return guesser;
  }

  /** Goes on when the client hangs up: a place that became free then would make the delay as short as it likes. */
  async #delay(guessers: readonly Guesser[], ms: number): Promise<void> {
    if (this.#waiting >= maxWaiting || guessers.some(({ waiting }) => waiting >= maxWaitingOfOne)) throw tooMany(ms);
    this.#occupy(guessers, 1);
    try {
      await this.#pause(ms, this.#closing.signal);
    } finally {
      this.#occupy(guessers, -1);
    }
  }

  #occupy(guessers: readonly Guesser[], places: 1 | -1): void {
    this.#waiting += places;
    for (const guesser of guessers) guesser.waiting += places;
  }

  #tell({ address, name }: Guess): void {
    const named = name ? { name: showableName(name) } : {};
    this.#logger.warn({ address, ...named }, 'credentials are being guessed; those that are wrong are answered late');
  }
}

function delayAfter(failures: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - freeGuesses - 1));
}

function tooMany(delayMs: number): ServiceError {
  return new ServiceError('rate_limited', 'Too many wrong credentials have come from this address or with this name.', {
    detail: 'Check them before you try again.',
    retryAfterSeconds: Math.ceil(delayMs / 1000),
  });
}

const pauseByTimer: Pause = (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
