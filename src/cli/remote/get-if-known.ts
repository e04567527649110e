import { ServiceError } from '../../domain/error.ts';
import type { RepositoryAddress } from '../../domain/repository.ts';
import type { RemoteAnswer, RemoteClient, RemoteQuestion } from './remote-client.ts';
import { ownPath } from './repository-paths.ts';

/** The answer; `undefined` when what the path names is not known yet. Throws not_found when the repository is not there. */
export async function getIfKnown(
  client: RemoteClient,
  repository: RepositoryAddress,
  path: string,
  question?: RemoteQuestion,
): Promise<RemoteAnswer | undefined> {
  try {
    return await client.get(path, question);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not_found') throw error;
    // Nothing is asked of it, so that nothing but the repository can be missing.
    await client.get(ownPath(repository, 'combined-statuses'));
    return undefined;
  }
}
