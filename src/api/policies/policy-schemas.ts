import { Type } from 'typebox';
import { optionalText } from '../schemas.ts';

const timeout = 'After how long without news a build that is in progress is stopped, like `2h`; `null` is never.';
const retention =
  'How long the history of attempts is kept that have been followed by another, like `90d`; `null` is for ever.';

/** More than anybody needs for `90d`. */
const maxLength = 20;

export const PolicyBody = Type.Object(
  { in_progress_timeout: optionalText(maxLength, timeout), history_retention: optionalText(maxLength, retention) },
  { examples: [{ in_progress_timeout: '2h', history_retention: '90d' }] },
);

const duration = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

export const PolicyAnswer = Type.Object(
  { type: Type.Literal('policy'), in_progress_timeout: duration(timeout), history_retention: duration(retention) },
  { description: 'What a repository does by itself with what is reported.' },
);
