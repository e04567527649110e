import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { type GivenOptions, storeOptions } from '../config/options.ts';
import { parseStoreConfig } from '../config/store-config.ts';
import { ServiceError } from '../domain/error.ts';
import { exportAudit } from '../server/export-audit.ts';
import { storeExists } from '../server/open-store.ts';
import { addOptions, givenSettings } from './add-options.ts';

interface Asked {
  readonly repository?: string;
  readonly repositoryUuid?: string;
  readonly action?: string;
  readonly account?: string;
  readonly since?: string;
  readonly until?: string;
}

export function addAuditCommands(program: Command): void {
  const group = program
    .command('audit')
    .summary('export who did what')
    .description('Tells who did what, straight from the store; a server may be running on it.');
  addOptions(
    group.command('export').description('write it to standard output, newest first, a line of JSON for each entry'),
    storeOptions,
  )
    .option('--repository <WORKSPACE/SLUG>', 'only what was done in this repository')
    .option('--repository-uuid <UUID>', 'the same by its UUID in braces, also for one that has been removed')
    .option('--action <ACTION>', 'only this, like token.created')
    .option('--account <NAME>', 'only what this account did, by its name or its UUID in braces')
    .option('--since <TIME>', 'from this time on, like 2025-01-31 or 2025-01-31T23:59:59Z')
    .option('--until <TIME>', 'before this time')
    .action(exportAll);
}

async function exportAll({
  repository,
  repositoryUuid,
  action,
  account,
  since,
  until,
  ...flags
}: GivenOptions & Asked) {
  const config = parseStoreConfig(givenSettings(flags));
  if (!storeExists(config)) {
    const where = config.kind === 'sqlite' ? config.dataDirectory : config.kind;
    throw new ServiceError(
      'not_found',
      `There is no data of Signalbox in ${where}. Name another directory with --data.`,
    );
  }
  const lines = exportAudit(config, { repository, repository_uuid: repositoryUuid, action, account, since, until });
  // Waits for whoever reads it; who does not read to the end (`| head`) has had enough.
  await pipeline(Readable.from(lines), process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
