import { Type } from 'typebox';
import { maxPatterns, maxRequiredBuilds, maxRequiredPatternLength } from '../../domain/required-builds.ts';

const branch = 'The branches that it is about: `?` and `*` within a segment, `**` over segments, `*` alone for all.';
const keys = 'Each needs a status, and all that it covers have to be SUCCESSFUL; `*` stands for any characters.';
const paths = 'It counts only when such a file is changed, which a Git directory tells. Absent: it always counts.';

const pattern = { format: 'text', minLength: 1, maxLength: maxRequiredPatternLength };

const sentPatterns = (description: string) =>
  Type.Array(Type.String(pattern), { minItems: 1, maxItems: maxPatterns, description });

const SentRule = Type.Object({
  branch: Type.String({ ...pattern, description: branch }),
  keys: sentPatterns(keys),
  paths: Type.Optional(sentPatterns(paths)),
});

const example = { values: [{ branch: 'main', keys: ['ci/unit', 'ci/lint*'] }] };

export const RequiredBuildsBody = Type.Object(
  { values: Type.Array(SentRule, { maxItems: maxRequiredBuilds }) },
  { examples: [example] },
);

const Rule = Type.Object({
  branch: Type.String({ description: branch }),
  keys: Type.Array(Type.String(), { description: keys }),
  paths: Type.Optional(Type.Array(Type.String(), { description: paths })),
});

export const RequiredBuildsAnswer = Type.Object(
  { type: Type.Literal('required_builds'), values: Type.Array(Rule) },
  {
    description: 'Which builds are needed before a commit comes into a branch.',
    examples: [{ type: 'required_builds', ...example }],
  },
);
