import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/** What the databases write differently. */
export interface Dialect {
  /** Whether the text contains the other one, in any case. */
  contains(text: Expression<unknown>, part: string): Expression<SqlBool>;
  /** Bytes, one at least, as the lower-case hexadecimal digits that the API shows. Null stays null. */
  hex(bytes: Expression<unknown>): Expression<string>;
  /** Whether the bytes are among those that a JSON array holds as hexadecimal texts: one parameter, however many there are. */
  isAmong(bytes: Expression<unknown>, digits: string): Expression<SqlBool>;
  /** Keeps other writers out of the repository until the transaction ends; none where there is one writer anyway. */
  lockRepository(repositoryId: number): RawBuilder<unknown> | undefined;
  /** The same for what is above repositories: which there are, under which names, and who may use them. */
  lockRegistry(): RawBuilder<unknown> | undefined;
}

/** The 16 bytes of a UUID as the API shows them: in groups, in braces. Null stays null. */
export function uuidText(dialect: Dialect, bytes: Expression<unknown>): Expression<string> {
  const digits = dialect.hex(bytes);
  const groups = [
    [1, 8],
    [9, 4],
    [13, 4],
    [17, 4],
    [21, 12],
  ] as const;
  const parts = groups.map(([start, length]) => sql`substr(${digits}, ${sql.lit(start)}, ${sql.lit(length)})`);
  return sql`'{' || ${sql.join(parts, sql` || '-' || `)} || '}'`;
}
