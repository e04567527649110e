import { clip } from './clip.ts';
import { invalidFields } from './error.ts';

/** The longest that mail can be sent to (RFC 5321, with its erratum 1690). */
const maxLength = 254;

/**
 * An e-mail address, in lower case: one at sign with something around it, and neither spaces nor control characters. Whether
 * mail arrives there, only a mail can tell. Throws invalid, also for letters whose lower case is another alphabet's: the sign
 * for kelvin would make somebody else's address of one.
 */
export function parseEmail(text: string): string {
  const email = text.toLowerCase();
  const isPlain = email === text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (isPlain && email.length <= maxLength && /^[^@\s\p{C}]+@[^@\s\p{C}]+$/u.test(email)) return email;
  throw invalidFields({ email: [`Enter an e-mail address like jane@example.org (received '${clip(text)}').`] });
}
