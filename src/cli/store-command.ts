import type { Command } from 'commander';
import { type GivenOptions, storeOptions } from '../config/options.ts';
import { parseStoreConfig, type StoreConfig } from '../config/store-config.ts';
import { ServiceError } from '../domain/error.ts';
import { type Administration, openAdministration } from '../server/open-administration.ts';
import { storeExists } from '../server/open-store.ts';
import { addOptions, givenSettings } from './add-options.ts';
import { print, printError } from './print.ts';

/** The flags of every command that works straight on the store. */
export type StoreFlags = Pick<GivenOptions, (typeof storeOptions)[number]> & { readonly json?: boolean };

export function addStoreOptions(command: Command): Command {
  return addOptions(command, storeOptions).option('--json', 'answer in JSON');
}

/** Makes the store where it is missing. */
export function openStoreOf(flags: StoreFlags): Promise<Administration> {
  return openAdministration(parseStoreConfig(givenSettings(flags)));
}

/** Opens the store of which something is to be changed. Throws not_found where there is none: its name may have been mistyped. */
export async function openExistingStore(flags: StoreFlags): Promise<Administration> {
  requireStore(flags);
  return openStoreOf(flags);
}

export function requireStore(flags: StoreFlags): void {
  const config = parseStoreConfig(givenSettings(flags));
  if (!storeExists(config)) throw new ServiceError('not_found', missingData(config));
}

/** Looks at the store. Looking makes nothing: where there is no data, there is nothing to list. */
export async function readStore<Value>(
  flags: StoreFlags,
  read: (administration: Administration) => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  const config = parseStoreConfig(givenSettings(flags));
  if (!storeExists(config)) {
    printError(`signalbox: ${missingData(config)}`);
    return [];
  }
  await using administration = await openAdministration(config);
  return await read(administration);
}

function missingData(config: StoreConfig): string {
  const where = config.kind === 'sqlite' ? config.dataDirectory : config.kind;
  return `There is no data of Signalbox in ${where}. Name another directory with --data.`;
}

/** Prints the data for programs, or the text for people. */
export function answer(flags: StoreFlags, data: unknown, text: string): void {
  print(flags.json ? JSON.stringify(data) : text);
}
