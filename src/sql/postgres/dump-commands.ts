import { resolve } from 'node:path';

/** What people run themselves. */
export interface DumpCommands {
  readonly backup: string;
  /** Into an empty database. */
  readonly restore: string;
}

/** The programs of PostgreSQL that back up and restore the database of an address. They ask for the password. */
export function dumpCommands(address: string, target: string): DumpCommands {
  const url = quote(withoutPassword(address));
  const file = quote(resolve(target));
  return {
    backup: `pg_dump --format=custom --file=${file} ${url}`,
    restore: `pg_restore --exit-on-error --no-owner --dbname=${url} ${file}`,
  };
}

function withoutPassword(address: string): string {
  return address
    .replace(/^(\w+:\/\/[^:@/?]*):[^@/?]*@/, '$1@')
    .replace(/([?&])password=[^&]*&?/g, '$1')
    .replace(/[?&]$/, '');
}

/** As a shell takes it for one word, whatever is in it. */
function quote(text: string): string {
  return /^[\w/.:@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
