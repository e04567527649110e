import { invalidFields } from './error.ts';

const maxLength = 255;

/** What people call something: 1 to 255 characters in one line, without control characters. Throws invalid about that member. */
export function parseLabel(member: string, text: string): string {
  const label = text.trim();
  const length = [...label].length;
  if (length >= 1 && length <= maxLength && label.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(label)) return label;
  throw invalidFields({
    [member]: [`Ensure this value has 1 to ${maxLength} characters, and no control characters among them.`],
  });
}
