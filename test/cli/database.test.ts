import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let data: string;

beforeEach(() => {
  const directory = createTemporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  data = directory.path;
});

function database(...args: string[]) {
  return runProgram(['database', ...args, '--data', data]);
}

describe('signalbox database distribute', () => {
  test('says that SQLite cannot be distributed, and makes nothing', async () => {
    expect(await database('distribute')).toEqual({
      code: 1,
      stdout: '',
      stderr: `signalbox: Only a PostgreSQL database with Citus can be distributed; the SQLite file in ${data} stays on one machine. Name a database with --database-url (SIGNALBOX_DATABASE_URL).\n`,
    });
    expect(readdirSync(data)).toEqual([]);
  });
});
