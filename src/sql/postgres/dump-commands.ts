import { resolve } from 'node:path';
import { describeAddress } from './connection-settings.ts';

/** Parameters of an address that are not for others. */
const secrets = ['password', 'sslpassword'];

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

/** Read as the driver reads it: what it takes for the password must not be shown. */
function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (url === null) return describeAddress(address);
  url.password = '';
  for (const name of secrets) if (url.searchParams.has(name)) url.searchParams.delete(name);
  return url.href;
}

/** As a shell takes it for one word, whatever is in it. */
function quote(text: string): string {
  return /^[\w/.:@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
