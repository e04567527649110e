import { expect, test } from 'vitest';
import { changedMembers, type PastEvent } from './changed-members.ts';

const before: PastEvent = {
  kind: 'reported',
  state: 'INPROGRESS',
  name: 'unit tests',
  description: '',
  url: 'https://ci.example.org/7',
  refname: undefined,
  author: 'jenkins',
};

test.each<[string, Partial<PastEvent>, readonly string[]]>([
  ['nothing', {}, []],
  ['one member', { state: 'FAILED' }, ['state']],
  [
    'several, in the order of the API',
    { refname: 'main', state: 'FAILED', author: 'jdoe' },
    ['state', 'refname', 'author'],
  ],
  ['what was unset', { name: '' }, ['name']],
  ['not who stopped it for the server', { kind: 'timed_out', state: 'STOPPED', author: undefined }, ['state']],
  ['not who voided it', { kind: 'voided', author: 'root' }, []],
  ['nothing by a report that came too late', { kind: 'superseded', state: 'FAILED', description: 'aborted' }, []],
])('tells what changed: %s', (_, after, changed) => {
  expect(changedMembers({ ...before, ...after }, before)).toEqual(changed);
});

test('does not take whoever reports after somebody has voided for a new author', () => {
  const voided: PastEvent = { ...before, kind: 'voided', author: 'root' };

  expect(changedMembers({ ...before, description: 'still' }, voided)).toEqual(['description']);
});
