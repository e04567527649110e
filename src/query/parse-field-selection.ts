import { invalidFields } from '../domain/error.ts';

/** Names from the outside in, `*` for every name; one without names is the place itself. */
export type FieldPath = readonly string[];

/** What to show: `only` these, of them nothing that is `without`, and `also` those in any case. */
export interface FieldSelection {
  readonly only: readonly FieldPath[];
  readonly without: readonly FieldPath[];
  readonly also: readonly FieldPath[];
}

const limits = {
  /** In UTF-16 code units. */
  maxLength: 4096,
  maxPaths: 200,
  /** Members that are made when they are asked for may hold each other without an end. */
  maxDepth: 20,
} as const;

/**
 * Reads Bitbucket's `fields=`, paths with commas between them: `a.b` for only these, `-a.b` for the usual ones without it, `+a.b` for
 * the usual ones and it. A leading space counts as `+`, because an unencoded `+` arrives as one. Throws `invalid` with
 * a message under `fields` beyond a limit; nothing else is wrong, since names that lead nowhere are ignored.
 */
export function parseFieldSelection(text: string): FieldSelection {
  if (text.length > limits.maxLength) throw tooMuch(`${limits.maxLength} characters long`, text.length);
  const paths = text.split(',').flatMap(parsePath);
  if (paths.length > limits.maxPaths) throw tooMuch(`${limits.maxPaths} names long`, paths.length);
  const depth = Math.max(0, ...paths.map(({ path }) => path.length));
  if (depth > limits.maxDepth) throw tooMuch(`${limits.maxDepth} names deep`, depth);
  const withSign = (wanted: string) => paths.filter(({ sign }) => sign === wanted).map(({ path }) => path);
  const only = withSign('');
  return { only: only.length === 0 ? [[]] : only, without: withSign('-'), also: withSign('+') };
}

function parsePath(token: string): readonly { readonly sign: string; readonly path: FieldPath }[] {
  const [, space = '', sign = '', path = ''] = /^(\s*)([-+]?)(.*)$/s.exec(token.trimEnd()) ?? [];
  if (path.trim() === '') return [];
  return [{ sign: sign === '' && space !== '' ? '+' : sign, path: path.trim().split('.') }];
}

function tooMuch(limit: string, received: number) {
  return invalidFields({ fields: [`The selection of fields may be ${limit}; this one is ${received}.`] });
}
