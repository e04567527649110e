import { ServiceError } from '../domain/error.ts';
import { parseFullName, type RepositoryAddress } from '../domain/repository.ts';
import { spellOption } from './options.ts';
import { parseOrigin } from './parse-origin.ts';
import { checked, createReader, type GivenSettings, type Parsed, type Reader } from './setting-reader.ts';

/** The server that a remote command speaks to, and about which repository. */
export interface RemoteConfig {
  /** Without a slash at the end. */
  readonly server: string;
  readonly repository: RepositoryAddress;
}

/** For commands that need to know no more. Throws invalid with every problem at once, a line each. */
export function parseRemoteConfig(settings: GivenSettings): RemoteConfig {
  const problems: string[] = [];
  return checked(readRemote(createReader(settings, problems), problems), problems);
}

/** The same of everything that was given. */
export function readRemote(read: Reader, problems: string[]): RemoteConfig {
  for (const name of ['server', 'repository'] as const) {
    if (read.text(name) === undefined) problems.push(`${spellOption(name)} is missing.`);
  }
  return {
    server: read.checked('server', parseOrigin) ?? '',
    repository: read.checked('repository', parseRepository) ?? { workspace: '', slug: '' },
  };
}

function parseRepository(text: string): Parsed<RepositoryAddress> {
  try {
    return { value: parseFullName(text) };
  } catch (error) {
    if (error instanceof ServiceError) return { problem: 'is WORKSPACE/SLUG, like acme/widgets' };
    throw error;
  }
}
