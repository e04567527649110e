import type { Place } from '../domain/place.ts';

/** The columns that say where a right counts; 0 is none. */
export interface PlaceColumns {
  readonly workspace_id: number;
  readonly repository_id: number;
}

export function toPlace({ workspace_id: workspaceId, repository_id: repositoryId }: PlaceColumns): Place {
  if (repositoryId !== 0) return { kind: 'repository', repositoryId };
  return workspaceId === 0 ? { kind: 'server' } : { kind: 'workspace', workspaceId };
}

export function toPlaceColumns(place: Place): PlaceColumns {
  return {
    workspace_id: place.kind === 'workspace' ? place.workspaceId : 0,
    repository_id: place.kind === 'repository' ? place.repositoryId : 0,
  };
}
