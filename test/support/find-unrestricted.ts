import { distributedTables } from '../../src/sql/postgres/distribution-plan.ts';
import { readSqlTokens, type SqlToken } from './sql-tokens.ts';

const names: ReadonlySet<SqlToken> = new Set(distributedTables);
const column = 'repository_id';

/** A table as a query names it. */
interface Mention {
  readonly table: string;
  readonly alias: string;
  isRestricted: boolean;
}

const tableFollows = new Set(['from', 'join', 'into', 'update', 'using', 'only']);
const endsFrom = new Set(['where', 'group', 'order', 'limit', 'offset', 'returning', 'for', 'set', 'select', 'values']);
const endsCondition = new Set([...endsFrom, 'from', 'join', 'inner', 'cross', 'having', 'on conflict']);
const notAnAlias = new Set([...endsCondition, 'on', 'using', 'as', 'inner', 'left', 'right', 'full', ',', '.', ';']);

/**
 * The tables of repositories that a statement touches without saying of which repository: every mention of one has to compare
 * its `repository_id` with a parameter, or with that of another mention in the same query which does. To be that of a row
 * of an outer query is not enough: a distributed engine may then ask all its nodes.
 *
 * It reads the part of SQL that Signalbox writes. What it does not understand counts as unrestricted.
 */
export function findUnrestricted(statement: string): readonly string[] {
  return checkQueries(readSqlTokens(statement));
}

function checkQueries(tokens: readonly SqlToken[]): readonly string[] {
  return splitAtUnions(tokens).flatMap(checkQuery);
}

/** One `select`, `insert`, `update` or `delete`, and all that stand in parentheses in it. */
function checkQuery(tokens: readonly SqlToken[]): readonly string[] {
  const words = withoutSchema(tokens);
  const mentions = findMentions(words);
  restrictByConditions(words, mentions);
  const named = countNames(words);
  return [
    ...mentions.filter(({ isRestricted }) => !isRestricted).map(({ table }) => table),
    ...(named > mentions.length ? ['a table in a place that is not understood'] : []),
    ...words.flatMap((word) => (typeof word === 'string' ? [] : checkGroup(word))),
  ];
}

function checkGroup(group: readonly SqlToken[]): readonly string[] {
  const isQuery = ['select', 'insert', 'update', 'delete', 'with'].includes(String(group[0]));
  return isQuery ? checkQueries(group) : group.flatMap((word) => (typeof word === 'string' ? [] : checkGroup(word)));
}

function splitAtUnions(tokens: readonly SqlToken[]): readonly SqlToken[][] {
  const parts: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token === 'union' || token === 'except' || token === 'intersect') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function withoutSchema(tokens: readonly SqlToken[]): readonly SqlToken[] {
  return tokens.filter(
    (token, index) =>
      !(token === 'public' && tokens[index + 1] === '.') && !(token === '.' && tokens[index - 1] === 'public'),
  );
}

function findMentions(words: readonly SqlToken[]): readonly Mention[] {
  const mentions: Mention[] = [];
  let isFromList = false;
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (word === 'from') isFromList = true;
    if (endsFrom.has(String(word))) isFromList = false;
    const isTable = tableFollows.has(String(before)) || (isFromList && before === ',');
    if (!isTable || typeof word !== 'string' || !names.has(word)) return;
    const afterAs = words[index + 1] === 'as' ? words[index + 2] : words[index + 1];
    const alias = typeof afterAs === 'string' && !notAnAlias.has(afterAs) ? afterAs : word;
    // An insert says whose row it is by setting the column.
    const columns = before === 'into' ? words[index + 1] : undefined;
    if (before === 'into') mentions.push({ table: word, alias: '', isRestricted: columns?.includes(column) ?? false });
    else mentions.push({ table: word, alias, isRestricted: false });
  });
  return mentions;
}

/** Names of tables that stand for the tables themselves, and not for a column's table or a row to lock. */
function countNames(words: readonly SqlToken[]): number {
  const isTable = (word: SqlToken, index: number): boolean => {
    if (typeof word !== 'string') return word[0] !== 'select' && countNames(word) > 0;
    return names.has(word) && words[index + 1] !== '.' && words[index - 1] !== '.' && words[index - 1] !== 'of';
  };
  return words.filter(isTable).length;
}

/** Follows the equalities that hold for every row, until they tell of no further mention. */
function restrictByConditions(words: readonly SqlToken[], mentions: readonly Mention[]): void {
  const known = mentions.filter(({ alias }) => alias !== '');
  const find = (side: Side) =>
    side.alias === undefined ? (known.length === 1 ? known[0] : undefined) : known.find((m) => m.alias === side.alias);
  const equalities = isPlain(words) ? findEqualities(words, false) : [];
  for (let round = 0; round <= known.length; round += 1) {
    for (const [left, right] of equalities) {
      const [one, other] = [left, right].map((side) => (side.kind === 'column' ? find(side) : undefined));
      const isGiven = (side: Side, mention: Mention | undefined) => side.kind === 'given' || mention?.isRestricted;
      if (one && isGiven(right, other)) one.isRestricted = true;
      if (other && isGiven(left, one)) other.isRestricted = true;
    }
  }
}

/** An alternative, or a join that keeps rows without a partner, leaves rows of other repositories in. */
function isPlain(words: readonly SqlToken[]): boolean {
  return !words.some((word) => ['or', 'left', 'right', 'full'].includes(String(word)));
}

interface Side {
  readonly kind: 'column' | 'given';
  /** What the column was named with. */
  readonly alias?: string | undefined;
}

/** The comparisons `… = …` that are joined by `and`, of which one side is a `repository_id`. */
function findEqualities(words: readonly SqlToken[], isCondition: boolean): readonly (readonly [Side, Side])[] {
  const found: (readonly [Side, Side])[] = [];
  let inside = isCondition;
  let start = 0;
  const take = (end: number) => {
    if (inside) found.push(...readComparison(words.slice(start, end)));
    start = end + 1;
  };
  words.forEach((word, index) => {
    const opens = word === 'where' || word === 'on';
    const closes = endsCondition.has(String(word));
    if (!opens && !closes && word !== 'and') return;
    take(index);
    if (opens) inside = words[index + 1] !== 'conflict';
    else if (closes) inside = false;
  });
  take(words.length);
  return found;
}

function readComparison(words: readonly SqlToken[]): readonly (readonly [Side, Side])[] {
  const [only] = words;
  if (words.length === 1 && Array.isArray(only) && isPlain(only)) return findEqualities(only, true);
  const at = words.indexOf('=');
  const left = readSide(words.slice(0, at));
  const right = readSide(words.slice(at + 1).filter((word) => word !== ';'));
  return at > 0 && left && right ? [[left, right]] : [];
}

/** `$1`, an argument of one of our functions, or the column of a table. */
function readSide(words: readonly SqlToken[]): Side | undefined {
  const text = words.map(String).join('');
  if (/^(\$\d+|of_repository)(::bigint)?$/.test(text)) return { kind: 'given' };
  const alias = new RegExp(`^(?:(\\w+)\\.)?${column}$`).exec(text);
  return alias ? { kind: 'column', alias: alias[1] } : undefined;
}
