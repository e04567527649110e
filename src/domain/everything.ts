import type { Grant } from './grant.ts';
import { wholeServer } from './place.ts';
import { allScopes, scopes } from './scope.ts';

/** What whoever works on the store itself may do, and everybody in development. */
export const everything: readonly Grant[] = [
  { places: [wholeServer], scopes: new Set(scopes), givenScopes: allScopes },
];
