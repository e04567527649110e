import { expect, test } from 'vitest';
import { toCommitHash } from '../../domain/commit-hash.ts';
import { beginWith, formatStatusEntries, toStatusEntry } from './status-entry.ts';

test('writes an array of rows, with both quoted, and nothing where there is nothing', () => {
  const content = { state: 'FAILED', name: 'a"b\\c', description: '', url: ',)}' } as const;
  const commit = { hash: toCommitHash('c0ffee'.padEnd(40, '0')) };
  const uuid = '{11111111-2222-3333-4444-555555555555}';
  const change = { kind: 'replace', repositoryId: 1, commit, key: 'ci', uuid, content, buildNumber: 7, at: 5 } as const;
  const entry = toStatusEntry(change, { n: 1, commit: 1, content });
  beginWith(entry, { uuid, createdOn: 5 });

  const text = formatStatusEntries([entry]);

  expect(text).toBe(
    String.raw`{"(1,1,\"ci\",\"FAILED\",\"a\\\"b\\\\c\",\"\",\",)}\",,,5,,false,7,false,\"\\\\x11111111222233334444555555555555\",5,,,,,)"}`,
  );
});
