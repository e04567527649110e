import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { backUpDatabase } from '../../src/sql/sqlite/back-up-database.ts';
import { openDatabase } from '../../src/sql/sqlite/open-database.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const silent = { start: async () => {}, advance: () => {} };

let directory: string;
let source: string;
let writer: DatabaseSync;

/** A database of several thousand pages, and a connection that writes to it as a server does. */
beforeEach(() => {
  const temporary = createTemporaryDirectory();
  directory = temporary.path;
  source = join(directory, 'source.sqlite');
  writer = openDatabase(source);
  writer.exec('create table entries (id integer primary key, text text not null)');
  writer.exec(`insert into entries (text)
    with recursive n (n) as (select 1 union all select n + 1 from n where n < 6000) select printf('%.4000c', 'x') from n`);
  onTestFinished(() => {
    writer.close();
    temporary[Symbol.dispose]();
  });
});

function read(file: string) {
  using database = new DatabaseSync(file, { readOnly: true });
  return {
    count: database.prepare('select count(*) as count from entries').get()?.count,
    check: database.prepare('pragma integrity_check').get()?.integrity_check,
  };
}

describe('a backup of an SQLite database', () => {
  test('is what the database was at the beginning, however much is written meanwhile', async () => {
    const target = join(directory, 'backup.sqlite');
    const advanced: number[] = [];
    let pages = 0;
    const write = () => writer.exec(`insert into entries (text) values ('meanwhile')`);

    const made = await backUpDatabase(source, target, {
      async start(total) {
        pages = total;
        write();
      },
      advance(count) {
        advanced.push(count);
        write();
      },
    });

    expect(made).toEqual({ file: target, bytes: statSync(target).size });
    expect(read(target)).toEqual({ count: 6000, check: 'ok' });
    // It never begins anew.
    expect(advanced.length).toBeGreaterThan(4);
    expect(Math.min(...advanced)).toBeGreaterThanOrEqual(0);
    expect(advanced.reduce((sum, count) => sum + count)).toBe(pages);
    expect(read(source).count).toBe(6000 + 1 + advanced.length);
  });

  test('is for its owner alone, as the data is', async () => {
    const { file } = await backUpDatabase(source, join(directory, 'backup.sqlite'), silent);

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('overwrites nothing', async () => {
    const target = join(directory, 'precious');
    writeFileSync(target, 'precious');

    await expect(backUpDatabase(source, target, silent)).rejects.toThrow(
      `${target} is there already. Nothing is overwritten; name another file.`,
    );

    expect(statSync(target).size).toBe(8);
  });

  test('leaves nothing behind when it fails', async () => {
    const before = readdirSync(directory).toSorted();
    const start = async () => {
      throw new Error('No more.');
    };

    await expect(backUpDatabase(source, join(directory, 'backup'), { ...silent, start })).rejects.toThrow('No more.');

    expect(readdirSync(directory).toSorted()).toEqual(before);
  });

  test('says that a directory is not there', async () => {
    const target = join(directory, 'nowhere', 'backup.sqlite');

    await expect(backUpDatabase(source, target, silent)).rejects.toThrow(`${target} cannot be written (ENOENT`);
  });
});
