import { expect, test } from 'vitest';
import { dumpCommands } from './dump-commands.ts';

test('names the programs with address and file', () => {
  expect(dumpCommands('postgres://signalbox@db.example.com:5433/builds', '/backups/today.dump')).toEqual({
    backup: 'pg_dump --format=custom --file=/backups/today.dump postgres://signalbox@db.example.com:5433/builds',
    restore:
      'pg_restore --exit-on-error --no-owner --dbname=postgres://signalbox@db.example.com:5433/builds /backups/today.dump',
  });
});

test.each([
  ['postgres://alice:secret@h/x', 'postgres://alice@h/x'],
  ['postgres://alice:secret@h/x?sslmode=require', `'postgres://alice@h/x?sslmode=require'`],
  ['postgres://h/x?password=secret', 'postgres://h/x'],
  ['postgres://h/x?password=secret&sslmode=require', `'postgres://h/x?sslmode=require'`],
  ['postgres://h/x?sslmode=require&password=secret', `'postgres://h/x?sslmode=require'`],
  ['postgres://:secret@h:5/x', 'postgres://h:5/x'],
  ['postgres://a@b:secret@h/x', `'postgres://a%40b@h/x'`],
  ['postgres://u:p@secret@h/x', 'postgres://u@h/x'],
  ['postgres://u:s@/x', 'postgres://localhost/x'],
  ['postgres://h/x?sslpassword=secret&sslkey=k', `'postgres://h/x?sslkey=k'`],
  ['postgres:///x?host=/run/postgresql', `'postgres:///x?host=/run/postgresql'`],
])('leaves the password out of %s', (address, shown) => {
  const { backup } = dumpCommands(address, '/b');

  expect(backup).toBe(`pg_dump --format=custom --file=/b ${shown}`);
});

test('quotes a file so that a shell takes it as it is', () => {
  expect(dumpCommands('postgres://h/x', "/it's $HOME").backup).toBe(
    `pg_dump --format=custom --file='/it'\\''s $HOME' postgres://h/x`,
  );
});
