import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ServiceError } from '../domain/error.ts';
import { findPasswordIn, parsePassword } from '../domain/password.ts';
import { takeTurns } from '../domain/take-turns.ts';

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);

interface Cost {
  /** Binary logarithm of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** One of the settings that OWASP's cheat sheet on password storage calls equal; this one needs the least memory for its time. */
const cost: Cost = { ln: 15, r: 8, p: 3 };
const saltBytes = 16;
const hashBytes = 32;

/**
 * Each takes 32 MiB and a thread of the four that files and names are looked up with, too. Setting passwords waits in the same
 * lines as looking at them.
 */
const inTurn = takeTurns({
  atOnce: 2,
  waiting: 100,
  refuse: () =>
    new ServiceError('unavailable', 'Too many people are signing in at once. Try again in a moment.', {
      retryAfterSeconds: 1,
    }),
});

const stored = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{8,})\$([A-Za-z0-9+/]{8,})$/;

/**
 * The password as it may be kept, in the form of the password hashing competition: `$scrypt$ln=15,r=8,p=3$salt$hash`. Throws
 * invalid for one that is too short or too long, unavailable when too many ask at once. Each asker waits in a line of its own.
 */
export async function hashPassword(text: string, asker: string): Promise<string> {
  const password = parsePassword(text);
  const salt = randomBytes(saltBytes);
  const hash = await compute(password, salt, { cost, length: hashBytes, asker });
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${toText(salt)}$${toText(hash)}`;
}

export interface PasswordCheck {
  readonly text: string;
  readonly hash: string | undefined;
  /** Whoever is to wait in one line, such as all who come from one address. */
  readonly asker: string;
}

/**
 * Whether the password is the one that was hashed. Where there is no hash, it takes the same time to say no, so that nobody
 * can tell by it who has an account. Throws unavailable when too many ask at once.
 */
export async function verifyPassword({ text, hash, asker }: PasswordCheck): Promise<boolean> {
  const password = findPasswordIn(text);
  const known = hash === undefined ? undefined : parseHash(hash);
  const { salt, expected, ...parameters } = known ?? nobodys;
  // What is too long to be a password is not hashed, but something is: no answer comes sooner than another.
  const computed = await compute(password ?? '', salt, { ...parameters, length: expected.length, asker });
  return timingSafeEqual(computed, expected) && known !== undefined && password !== undefined;
}

const nobodys = { salt: Buffer.alloc(saltBytes), expected: Buffer.alloc(hashBytes), cost };

function parseHash(text: string) {
  const [, ln, r, p, salt, hash] = stored.exec(text) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('What is kept of the password cannot be read.');
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    expected: Buffer.from(hash, 'base64'),
  };
}

function compute(
  password: string,
  salt: Uint8Array,
  { cost: { ln, r, p }, length, asker }: { readonly cost: Cost; readonly length: number; readonly asker: string },
): Promise<Buffer> {
  const N = 2 ** ln;
  // OpenSSL needs a little more than the 128 * N * r bytes of the algorithm.
  return inTurn(asker, () => derive(password, salt, length, { N, r, p, maxmem: 256 * N * r }));
}

/** Base64 without the signs that fill it up, as that form has it. */
function toText(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
