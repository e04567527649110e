/** A word, sign or literal of a statement, or what stands in parentheses. */
export type SqlToken = string | readonly SqlToken[];

const lexeme =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(?<text>'(?:[^']|'')*')|"(?<quoted>[^"]+)"|(?<plain>\$\d+|\w+|::|<>|[<>!]=|\|\||[^\s\w])/g;

/** Reads a statement: identifiers in lower case without quotes, operators in their short form, parentheses as trees. */
export function readSqlTokens(statement: string): readonly SqlToken[] {
  const short = statement.replace(/operator\s*\(\s*pg_catalog\.(\S+?)\s*\)/gi, ' $1 ');
  const open: SqlToken[][] = [[]];
  for (const { groups } of short.matchAll(lexeme)) {
    const token = groups?.text === undefined ? (groups?.quoted ?? groups?.plain?.toLowerCase()) : "'text'";
    if (token === undefined) continue;
    const innermost = open.at(-1) ?? [];
    if (token === '(' && groups?.quoted === undefined) {
      const group: SqlToken[] = [];
      innermost.push(group);
      open.push(group);
    } else if (token === ')' && groups?.quoted === undefined) open.pop();
    else innermost.push(token);
  }
  const [tokens] = open;
  if (tokens === undefined || open.length !== 1) throw new Error(`Parentheses do not match in: ${statement}`);
  return tokens;
}
