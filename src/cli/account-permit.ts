import { type Command, Option } from 'commander';
import { ServiceError } from '../domain/error.ts';
import { parsePlace } from '../domain/parse-place.ts';
import { permissionLevels } from '../domain/permission.ts';
import { describeAccount, presentWhole } from './account-text.ts';
import { addStoreOptions, answer, openExistingStore, type StoreFlags } from './store-command.ts';

interface Flags extends StoreFlags {
  readonly repository?: string;
  readonly workspace?: string;
  readonly server?: boolean;
  readonly level: (typeof levels)[number];
}

const levels = [...permissionLevels, 'none'] as const;

export function addPermitCommand(group: Command): void {
  addStoreOptions(group.command('permit').description('set what a user may do somewhere, or take it away'))
    .argument('<NAME>', 'the name of the user, or the e-mail address')
    .option('--repository <WORKSPACE/SLUG>', 'in this repository')
    .option('--workspace <SLUG>', 'in all repositories of this workspace')
    .option('--server', 'in all repositories; with the level admin, accounts and tokens, too')
    .addOption(new Option('--level <LEVEL>', 'what they may do there').choices(levels).makeOptionMandatory())
    .action(permit);
}

async function permit(account: string, flags: Flags): Promise<void> {
  const { repository, workspace, server, level } = flags;
  const named = [repository, workspace, server].filter((place) => place !== undefined);
  if (named.length !== 1)
    throw new ServiceError('invalid', 'Say where: one of --repository, --workspace and --server.');
  await using administration = await openExistingStore(flags);
  const changed = await administration.setPermission({
    account,
    place: parsePlace({ repository, workspace }),
    level: level === 'none' ? undefined : level,
  });
  answer(flags, presentWhole(changed), describeAccount(changed));
}
