import { Type } from 'typebox';
import { RenderedText } from '../rendered-text.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { Link } from '../schemas.ts';

export const Author = Type.Object(
  { type: Type.Literal('author'), raw: Type.String() },
  { description: 'As Git records it: `Name <address>`.' },
);

export const CommitAnswer = Type.Object(
  {
    type: Type.Literal('commit'),
    hash: Type.String({ description: 'The whole hash.' }),
    date: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'When it was authored; without a Git directory, when it was first heard of.',
      }),
    ),
    author: Author,
    committer: Type.Optional(Author),
    message: Type.String(),
    summary: RenderedText,
    parents: Type.Array(
      Type.Object({
        type: Type.Literal('commit'),
        hash: Type.String(),
        links: Type.Object({ self: Link, html: Link }),
      }),
    ),
    repository: RepositoryReference,
    participants: Type.Array(Type.Object({})),
    links: Type.Object({ self: Link, html: Link, statuses: Link }),
  },
  { description: 'A commit. Without a Git directory, little more than its hash is known.' },
);
