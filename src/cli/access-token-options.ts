import type { Command } from 'commander';
import { parsePlace } from '../domain/parse-place.ts';
import { scopes } from '../domain/scope.ts';
import { repeated } from './repeated.ts';
import { addStoreOptions, type StoreFlags } from './store-command.ts';

export interface AccessTokenFlags extends StoreFlags {
  readonly account: string;
  readonly repository?: string;
  readonly workspace?: string;
  readonly scope: readonly string[];
  readonly key?: readonly string[];
  readonly expires?: string;
  readonly name?: string;
}

/** What a token or a consumer is described by. */
export function addAccessTokenOptions(command: Command): Command {
  return addStoreOptions(command)
    .requiredOption('--account <NAME>', 'whose it is; a service of that name is made where there is no account')
    .option('--repository <WORKSPACE/SLUG>', 'the only repository that it counts in')
    .option('--workspace <SLUG>', 'the only workspace that it counts in; neither: the whole server')
    .requiredOption('--scope <SCOPE>', `what it is good for; repeat it for more: ${scopes.join(', ')}`, repeated)
    .option(
      '--key <PATTERN>',
      'the keys it may report builds under, like ci/*; repeat it for more (else any)',
      repeated,
    )
    .option('--expires <WHEN>', '12h, 90d, 2w, 1y, or a date like 2027-01-31 (else never)')
    .option('--name <NAME>', 'what you call it');
}

/** What was described, for the administration to judge. */
export function wishOf({ account, scope, key, expires, name, ...where }: AccessTokenFlags) {
  return { account, name, place: parsePlace(where), scopes: scope, keyPatterns: key, expires };
}
