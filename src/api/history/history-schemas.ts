import { type Static, Type } from 'typebox';
import { type ComparedMember, comparedMembers } from '../../domain/changed-members.ts';
import { pageOf } from '../collection.ts';
import { StatusEventAnswer, statusEventExample } from './status-event-schemas.ts';

const ChangedMember = Type.Unsafe<ComparedMember>({ type: 'string', enum: comparedMembers });

/** An event, and what it changed. */
export const HistoryEntryAnswer = Type.Object(
  {
    ...StatusEventAnswer.properties,
    changed: Type.Union([Type.Array(ChangedMember), Type.Null()], {
      description:
        'The members that are other than before; `null` where nothing is known of before: the status was new, or that entry is not kept any more.',
    }),
  },
  { description: 'What was done to a status, what it said then, and what of that was new.' },
);

export type HistoryEntryAnswer = Static<typeof HistoryEntryAnswer>;

const example: HistoryEntryAnswer = { ...statusEventExample, changed: ['state', 'description'] };

export const HistoryPage = Type.Object(pageOf(HistoryEntryAnswer).properties, {
  description: 'One page of them.',
  examples: [{ size: 1, page: 1, pagelen: 10, values: [example] }],
});
