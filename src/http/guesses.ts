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

/** Attempts of one address that are being made. A whole office behind one address signs in within seconds, and no guesser has many. */
const maxAttemptsOfOne = 32;

/** So many addresses and names are remembered; beyond that, the one not seen for longest starts anew. */
const maxGuessers = 10_000;

/** More than a name or an e-mail address has. */
const longestName = 255;

/** An address or a user name that wrong credentials came from, or with. */
interface Guesser {
  failures: number;
  waiting: number;
}

/**
 * Counts wrong credentials by address and by user name, and delays the answer to those that look like guessing.
 *
 * Of tokens, only answers that say no wait. Right credentials from the same address are another user behind it, and right ones with the
 * same name their owner: if these waited, too, a guesser could lock both out. So a guesser may take silence for a no; what
 * keeps tokens safe is that they are 256 random bits, and the delay keeps the guessing small and shows it in the log.
 *
 * Passwords are costly to look at. So an address that has guessed at anything waits before its password is looked at, right or
 * wrong, and what it has waited then it does not wait for the no.
 */
export class Guesses implements Disposable {
  readonly #logger: Pick<FastifyBaseLogger, 'warn'>;
  readonly #pause: Pause;
  /** By the time of day, as the limits of requests are. */
  readonly #guessers = new LRUCache<string, Guesser>({ max: maxGuessers, ttl: memoryMs, perf: Date });
  /** How many attempts each address is making. */
  readonly #attempts = new Map<string, number>();
  readonly #closing = new AbortController();
  #waiting = 0;

  constructor({ logger, pause = pauseByTimer }: GuessesOptions) {
    this.#logger = logger;
    this.#pause = pause;
  }

  /** Counts wrong credentials, and resolves when they may be refused. Throws rate_limited when too many wait already. */
  async failed(guess: Guess): Promise<void> {
    await this.#fail(guess, 0);
  }

  /**
   * Checks a secret that people choose, and that could be guessed therefore. An address that has guessed waits before; and
   * where the same name has been guessed at from there, one check at a time is made. Throws rate_limited for those beside it, and
   * for too many of one address at once, right or wrong: whoever does not wait for an answer gains nothing, and
   * nobody elsewhere is kept out.
   */
  async attempt<Found>(guess: Guess, check: () => Promise<Found | undefined>): Promise<Found | undefined> {
    const both = this.#guesser(`both ${guess.address} ${known(guess.name)}`);
    if (both.waiting > 0 && both.failures + both.waiting >= freeGuesses) throw tooMany(delayAfter(both.failures));
    both.waiting += 1;
    try {
      const { found, waitedMs } = await this.#admit(guess.address, check);
      if (found !== undefined) return found;
      both.failures += 1;
      await this.#fail(guess, waitedMs);
      return undefined;
    } finally {
      both.waiting -= 1;
    }
  }

  /** Lets go of all who wait, so that nobody holds up the end of the server. */
  [Symbol.dispose](): void {
    this.#closing.abort();
  }

  async #fail(guess: Guess, waitedMs: number): Promise<void> {
    const guessers = [
      this.#count(`address ${guess.address}`),
      ...(guess.name ? [this.#count(`name ${known(guess.name)}`)] : []),
    ];
    const failures = Math.max(...guessers.map((guesser) => guesser.failures));
    if (failures <= freeGuesses) return;
    if (guessers.some((guesser) => guesser.failures === freeGuesses + 1)) this.#tell(guess);
    const leftMs = delayAfter(failures) - waitedMs;
    if (leftMs > 0) await this.#delay(guessers, leftMs);
  }

  /** Makes the attempt when it is time for another one of this address, and tells how long it has waited. */
  async #admit<Found>(address: string, check: () => Promise<Found>) {
    const attempts = this.#attempts.get(address) ?? 0;
    // Only looked at: attempts that succeed must not keep the guesses of others in memory.
    const failures = this.#guessers.get(`address ${address}`)?.failures ?? 0;
    const waitedMs = failures > freeGuesses ? delayAfter(failures) : 0;
    if (attempts >= maxAttemptsOfOne) throw tooManyAtOnce();
    if (waitedMs > 0 && this.#waiting >= maxWaiting) throw tooMany(waitedMs);
    this.#attempts.set(address, attempts + 1);
    try {
      if (waitedMs > 0) await this.#wait([], waitedMs);
      return { found: await check(), waitedMs };
    } finally {
      const left = (this.#attempts.get(address) ?? 0) - 1;
      if (left > 0) this.#attempts.set(address, left);
      else this.#attempts.delete(address);
    }
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
    await this.#wait(guessers, ms);
  }

  async #wait(guessers: readonly Guesser[], ms: number): Promise<void> {
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

/** Ten thousand names as long as a body may be would fill the memory. No name is longer, and longer ones are guessed at together. */
function known(name: string | undefined): string | undefined {
  return name?.slice(0, longestName).toLowerCase();
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

function tooManyAtOnce(): ServiceError {
  return new ServiceError('rate_limited', 'Too many are signing in from this address at once.', {
    detail: 'Try again in a moment.',
    retryAfterSeconds: 1,
  });
}

const pauseByTimer: Pause = (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
