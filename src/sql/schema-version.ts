import { ServiceError } from '../domain/error.ts';
import type { Migration } from './list-migrations.ts';

/** A migration that a database has had. */
export interface AppliedMigration {
  readonly number: number;
  readonly is_breaking: number;
}

/**
 * Those that the database has not had yet. Throws conflict when a newer program has changed the database so that this one
 * can no longer work on it; what a newer one has only added does no harm.
 */
export function missingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const newest = known.at(-1)?.number ?? 0;
  const breaking = applied.find(({ number, is_breaking }) => number > newest && is_breaking !== 0);
  if (breaking !== undefined) {
    throw new ServiceError(
      'conflict',
      `The data was written by a newer version of Signalbox (schema ${breaking.number}; this version knows ${newest}). Start that version, or a later one.`,
    );
  }
  const done = new Set(applied.map(({ number }) => number));
  return known.filter(({ number }) => !done.has(number));
}

/** Throws conflict for a database, called so, that has not had all of them: only its newest form can be read as a whole. */
export function checkIsNewest(name: string, known: readonly Migration[], applied: readonly AppliedMigration[]): void {
  if (missingMigrations(known, applied).length === 0) return;
  throw new ServiceError(
    'conflict',
    `${name} was written by an older version of Signalbox. Bring it to this one's schema first, with signalbox database migrate.`,
  );
}
