import { type Static, type TArray, type TObject, type TProperties, Type } from 'typebox';

/** What things look like in a path, with values that make the examples of the reference work. */
export const workspaceParameters = Type.Object({
  workspace: Type.String({
    description: 'The slug of the workspace, or its UUID in braces.',
    examples: ['my-workspace'],
  }),
});

export const repositoryParameters = Type.Object({
  ...workspaceParameters.properties,
  repo_slug: Type.String({ description: 'The slug of the repository, or its UUID in braces.', examples: ['my-repo'] }),
});

export const commitDescription = 'The hash of the commit, whole or its first 7 digits or more.';

export const commitParameters = Type.Object({
  ...repositoryParameters.properties,
  commit: Type.String({
    description: commitDescription,
    examples: ['e10dae226959c2194f2b07b077c07762d93821cf'],
  }),
});

export const commitStatusParameters = Type.Object({
  ...commitParameters.properties,
  '*': Type.String({ description: 'The key of the status, percent-encoded.', examples: ['MY-BUILD'] }),
});

/** What may also be `null` in a request. A union would do, but for errors that speak of every way in which it is not met. */
export function orNull<Schema extends TObject | TArray>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] });
}

/** A text in a request; `null` unsets it. */
export function optionalText(maxLength: number, description: string) {
  return Type.Optional(
    Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'text', maxLength, description }),
  );
}

/** An object in a request; `null` unsets it. */
export function optionalObject<Properties extends TProperties>(properties: Properties) {
  return Type.Optional(orNull(Type.Object(properties)));
}

/** One of the words for what somebody may do; an empty one counts as none, as in other query parameters. */
export function optionalRole<Role extends string>(roles: readonly Role[], description: string) {
  return Type.Optional(Type.Unsafe<Role | ''>({ type: 'string', enum: [...roles, ''], description }));
}

const switchValues = [true, false, 'true', 'false', null] as const;

/** A switch in a request. Forms know no booleans, only their names. */
export function optionalSwitch(description: string) {
  return Type.Optional(Type.Unsafe<(typeof switchValues)[number]>({ enum: switchValues, description }));
}

/** What a switch was set to; `null` turns it off. */
export function isSwitchedOn(value: (typeof switchValues)[number]): boolean {
  return value === true || value === 'true';
}

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
      detail: Type.Optional(
        Type.Union([
          Type.String({ description: 'What to do about it.' }),
          Type.Object(
            { required: Type.Array(Type.String()), granted: Type.Array(Type.String()) },
            { description: 'The scopes that the operation needs, and those that the credentials have there.' },
          ),
        ]),
      ),
      data: Type.Optional(Type.Object({}, { additionalProperties: true })),
      id: Type.Optional(Type.String({ description: "Names the request in the server's log." })),
    }),
    data: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { description: 'An error.' },
);
