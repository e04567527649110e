import { runGit } from './git-program.ts';
import { parseRefs } from './parse-refs.ts';

export interface RefListQuery {
  readonly gitDirectory: string;
  readonly namespace: 'refs/heads/' | 'refs/tags/';
  /** Bare. */
  readonly name?: string | undefined;
  /** As `git for-each-ref` calls them. */
  readonly fields: readonly string[];
}

/** No ref has a space or a control character in its name, and none that means something in a pattern or an expression. */
const printable = /^[!-~\P{ASCII}]+$/u;
const special = /[~^:?*[\\]/;

/** Longer than any name that a file system holds; much longer ones no program can be given. */
const maxNameLength = 4096;

/** One `git for-each-ref`: of each ref, or of the one with that very name, the bare name and the fields. */
export async function listRefs(query: RefListQuery): Promise<readonly (readonly string[])[]> {
  const { gitDirectory, namespace, name, fields } = query;
  if (name !== undefined && !isPossibleName(name)) return [];
  const format = ['%(refname:lstrip=2)', ...fields].map((field) => `${field}%00`).join('');
  const args = ['for-each-ref', `--format=${format}`, '--', `${namespace}${name ?? ''}`];
  const refs = parseRefs(await runGit({ gitDirectory, args }), fields.length + 1);
  // Git also gives what lies beneath the name as if it were a directory.
  return name === undefined ? refs : refs.filter(([found]) => found === name);
}

function isPossibleName(name: string): boolean {
  return name.length <= maxNameLength && printable.test(name) && !special.test(name);
}
