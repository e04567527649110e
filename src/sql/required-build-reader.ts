import type { RequiredBuildStore } from '../store/required-build-store.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import { toRequiredBuilds } from './required-build-rows.ts';
import { columnsOf } from './table-layout.ts';

/** Prepares the question about required builds: whoever waits for a merge asks it again and again. */
export function prepareRequiredBuildReads({ db, send }: Reading): Pick<RequiredBuildStore, 'listRequiredBuilds'> {
  const list = prepareQuery(send, (parameter: ParameterOf<{ readonly repositoryId: number }>) =>
    db
      .selectFrom('required_builds')
      .select(columnsOf('required_builds'))
      .where('repository_id', '=', parameter('repositoryId'))
      .orderBy('position'),
  );
  return {
    async listRequiredBuilds({ repositoryId }) {
      return (await list({ repositoryId })).map(toRequiredBuilds);
    },
  };
}
