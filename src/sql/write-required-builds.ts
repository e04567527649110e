import type { Kysely } from 'kysely';
import type { RequiredBuilds } from '../domain/required-builds.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import { toRequiredBuildsRow } from './required-build-rows.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/** Writes required builds, inside the caller's transaction. */
export function createRequiredBuildWrites(db: Kysely<Tables>, dialect: Dialect) {
  return {
    async put(repositoryId: number, rules: readonly RequiredBuilds[]): Promise<WriteResults['put_required_builds']> {
      await lockRepository(db, dialect, repositoryId);
      await db.deleteFrom('required_builds').where('repository_id', '=', repositoryId).execute();
      const rows = rules.map((rule, position) => toRequiredBuildsRow(repositoryId, rule, position));
      if (rows.length > 0) await db.insertInto('required_builds').values(rows).execute();
      return rules;
    },
  };
}
