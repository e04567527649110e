import { type Static, Type } from 'typebox';
import { clip } from '../../domain/clip.ts';
import { pullRequestNotFound } from '../../domain/pull-request.ts';
import type { RepositoryAddress } from '../../domain/repository.ts';
import { repositoryParameters } from '../schemas.ts';

export const pullRequestParameters = Type.Object({
  ...repositoryParameters.properties,
  pull_request_id: Type.String({ description: 'The number of the pull request.', examples: ['1'] }),
});

/** Which pull request a path names. Throws not_found for what is no number, as for one that nobody opened. */
export function pullRequestIdOf(params: Static<typeof pullRequestParameters>): {
  readonly address: RepositoryAddress;
  readonly id: number;
} {
  const { workspace, repo_slug: slug, pull_request_id: id } = params;
  if (!/^[1-9]\d{0,14}$/.test(id)) throw pullRequestNotFound(`${clip(workspace)}/${clip(slug)}`, id);
  return { address: { workspace, slug }, id: Number(id) };
}
