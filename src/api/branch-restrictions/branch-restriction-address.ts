import { type Static, Type } from 'typebox';
import type { BranchRestrictionAddress } from '../../actions/branch-restriction-in-context.ts';
import { restrictionNotFound } from '../../domain/branch-restriction.ts';
import { clip } from '../../domain/clip.ts';
import { repositoryParameters } from '../schemas.ts';

export const branchRestrictionParameters = Type.Object({
  ...repositoryParameters.properties,
  id: Type.String({ description: 'The number of the restriction.', examples: ['1'] }),
});

/** Which restriction a path names. Throws not_found for what is no number, as for one that nobody made. */
export function branchRestrictionAddress(params: Static<typeof branchRestrictionParameters>): BranchRestrictionAddress {
  const { workspace, repo_slug: slug, id } = params;
  if (!/^[1-9]\d{0,14}$/.test(id)) throw restrictionNotFound(`${clip(workspace)}/${clip(slug)}`, id);
  return { address: { workspace, slug }, id: Number(id) };
}
