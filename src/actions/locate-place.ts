import type { LocatedPlace, PlaceAddress } from '../domain/located-place.ts';
import { fullName } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';
import { getWorkspace } from './get-workspace.ts';

/** Where a right is to count, and what that is called; the whole server has no name. */
export interface NamedPlace {
  readonly place: LocatedPlace;
  readonly placeName?: string | undefined;
}

/** Throws not_found for a workspace that there is not, and for a repository that the caller may not see. */
export async function locatePlace(
  context: Pick<ActionContext, 'store' | 'caller'>,
  address: PlaceAddress,
): Promise<NamedPlace> {
  switch (address.kind) {
    case 'server':
      return { place: address };
    case 'workspace': {
      const { id, slug } = await getWorkspace(context, address.workspace);
      return { place: { kind: 'workspace', workspaceId: id }, placeName: slug };
    }
    case 'repository': {
      const repository = await getRepository(context, address.repository, []);
      const place = { kind: 'repository', repositoryId: repository.id, workspaceId: repository.workspace.id } as const;
      return { place, placeName: fullName(repository) };
    }
  }
}
