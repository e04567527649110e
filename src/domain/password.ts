import { invalidFields } from './error.ts';

/** Shorter ones are guessed; a longer one is no password but a way to keep the server busy. */
const length = { min: 12, max: 1024 };

/**
 * A password as it is hashed and compared: composed characters, because keyboards differ in how they send an `é`. Throws
 * invalid for one that is too short or too long, without repeating it.
 */
export function parsePassword(text: string): string {
  const password = normalisePassword(text);
  const count = [...password].length;
  if (count >= length.min && count <= length.max && password.isWellFormed()) return password;
  throw invalidFields({
    password: [
      `A password has ${length.min} to ${length.max.toLocaleString('en')} characters (this one has ${count}).`,
    ],
  });
}

/** What was typed at sign-in, in the form in which it was hashed; `undefined` for what cannot be anybody's password. */
export function findPasswordIn(text: string): string | undefined {
  return text.length <= length.max * 4 ? normalisePassword(text) : undefined;
}

function normalisePassword(text: string): string {
  return text.normalize('NFC');
}
