import { quote } from './quote.ts';

/** What the generated parser throws. Its own messages speak of single characters; people think in words. */
export interface FilterSyntaxError {
  readonly message: string;
  readonly location: { readonly start: { readonly offset: number } };
  /** What could have stood there; `null` when the grammar itself says what is wrong. */
  readonly expected: readonly { readonly type: string; readonly description?: string }[] | null;
}

/** Tells where the text goes wrong, as a character counted from 1, what stands there, and what was expected. */
export function syntaxErrorMessage(text: string, { message, location, expected }: FilterSyntaxError): string {
  const { offset } = location.start;
  const position = [...text.slice(0, offset)].length + 1;
  const problem = expected ? `found ${wordAt(text, offset)}, expected ${listExpected(expected)}.` : message;
  return `Syntax error at character ${position}: ${problem}`;
}

/** The rest of the word there, or else the single character. */
function wordAt(text: string, offset: number): string {
  const word = /^(?:[^\s()",]+|.)/su.exec(text.slice(offset))?.[0];
  return word === undefined ? 'the end' : quote(word);
}

/** Only what the grammar gives a name; the end of the text has none. */
function listExpected(expected: NonNullable<FilterSyntaxError['expected']>): string {
  const names = expected.flatMap(({ type, description }) => (type === 'end' ? 'the end' : (description ?? [])));
  const unique = [...new Set(names)];
  return [unique.slice(0, -1).join(', '), ...unique.slice(-1)].filter((part) => part !== '').join(' or ');
}
