import { clip } from '../../domain/clip.ts';
import { ServiceError } from '../../domain/error.ts';
import type { PlaceAddress } from '../../domain/located-place.ts';
import type { AdministrationContext } from './administration-context.ts';

/**
 * Throws not_found, with what to do about it, for a place that is not there: whoever works on the store itself is not to be
 * told that it may be hidden.
 */
export async function requirePlace({ store }: AdministrationContext, place: PlaceAddress): Promise<void> {
  if (place.kind === 'repository') {
    const { workspace, slug } = place.repository;
    if ((await store.repositories.findRepository(place.repository)) !== undefined) return;
    const name = clip(`${workspace}/${slug}`);
    throw new ServiceError(
      'not_found',
      `There is no repository '${name}'. Add it with 'signalbox repository add', or look with 'signalbox repository list'.`,
    );
  }
  if (place.kind === 'workspace' && (await store.workspaces.findWorkspace(place.workspace)) === undefined) {
    throw new ServiceError(
      'not_found',
      `There is no workspace '${clip(place.workspace)}'. It is made with its first repository: 'signalbox repository add'.`,
    );
  }
}
