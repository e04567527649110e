import type { Tag } from '../domain/ref.ts';
import type { Repository } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';

/** The tags of a repository; only Git has any. */
export async function listTagsOf({ refSource }: ActionContext, { gitDirectory }: Repository): Promise<readonly Tag[]> {
  return gitDirectory === undefined ? [] : refSource.listTags({ gitDirectory });
}

/** One of them; `undefined` when there is none of that name. */
export async function findTagOf(
  { refSource }: ActionContext,
  { gitDirectory }: Repository,
  name: string,
): Promise<Tag | undefined> {
  return gitDirectory === undefined ? undefined : refSource.findTag({ gitDirectory, name });
}
