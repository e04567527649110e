import { clip } from '../domain/clip.ts';
import { ServiceError } from '../domain/error.ts';
import type { PlaceAddress } from '../domain/located-place.ts';
import { parsePlace } from '../domain/parse-place.ts';
import { type PermissionLevel, permissionLevels } from '../domain/permission.ts';

/** Reads `admin` for the whole server, `read:acme` for a workspace, `write:acme/widgets` for a repository. Throws invalid. */
export function parsePermission(text: string): { readonly level: PermissionLevel; readonly place: PlaceAddress } {
  const [word = '', ...rest] = text.split(':');
  const name = rest.join(':');
  const level = permissionLevels.find((known) => known === word);
  if (level === undefined || (rest.length > 0 && name === '')) {
    throw new ServiceError(
      'invalid',
      `A permission is one of ${permissionLevels.join(', ')}, with where it counts: write:acme/widgets, read:acme, or admin for the whole server (received '${clip(text)}').`,
    );
  }
  if (name === '') return { level, place: { kind: 'server' } };
  return { level, place: parsePlace(name.includes('/') ? { repository: name } : { workspace: name }) };
}
