import { Type } from 'typebox';

/** What a commit, a repository and a key look like in a path, with values that make the examples of the reference work. */
const pathParameters = {
  workspace: Type.String({
    description: 'The slug of the workspace, or its UUID in braces.',
    examples: ['my-workspace'],
  }),
  repo_slug: Type.String({ description: 'The slug of the repository, or its UUID in braces.', examples: ['my-repo'] }),
  commit: Type.String({
    description: 'The hash of the commit, whole or its first 7 digits or more.',
    examples: ['e10dae226959c2194f2b07b077c07762d93821cf'],
  }),
};

export const commitParameters = Type.Object(pathParameters);

export const commitStatusParameters = Type.Object({
  ...pathParameters,
  '*': Type.String({ description: 'The key of the status, percent-encoded.', examples: ['MY-BUILD'] }),
});

export const Link = Type.Object(
  {
    href: Type.String({ format: 'uri' }),
    name: Type.Optional(Type.String()),
  },
  { description: 'A link to a related resource.' },
);

/** Bitbucket's error envelope, as `http/error-response.ts` writes it. */
export const ErrorAnswer = Type.Object(
  {
    type: Type.Literal('error'),
    error: Type.Object({
      message: Type.String({ description: 'What went wrong, for people.' }),
      fields: Type.Optional(
        Type.Record(Type.String(), Type.Array(Type.String()), { description: 'What is wrong with each member.' }),
      ),
      detail: Type.Optional(Type.String({ description: 'What to do about it.' })),
      data: Type.Optional(Type.Object({}, { additionalProperties: true })),
      id: Type.Optional(Type.String({ description: "Names the request in the server's log." })),
    }),
    data: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { description: 'An error.' },
);
