import { parseAccountName } from './account-name.ts';

const fallback = 'user';

/** Leaves room for a number behind it. */
const maxLength = 54;

/**
 * A name for the account of somebody who is called so elsewhere: `Jané Doe` becomes `jane-doe`, and `jane@example.org` becomes
 * `jane`. Of what no name can be made, it is `user`.
 */
export function accountNameLike(text: string): string {
  const [beforeAt = ''] = text.split('@');
  const name = beforeAt
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, maxLength)
    .replace(/^[-.]+|[-.]+$/g, '');
  try {
    return parseAccountName(name);
  } catch {
    return fallback;
  }
}
