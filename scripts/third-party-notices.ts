import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const fileName = 'THIRD-PARTY-NOTICES.txt';
const packageDirectory = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const licenseFile = /^licen[cs]e/i;

/** Writes the licenses of all packages that have become part of the bundle beside it: they ask for that. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const directories = new Set(modules.flatMap((id) => packageDirectory.exec(id)?.[1] ?? []));
      const source = [...directories].toSorted().map(noticeOf).join('\n\n');
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

/** Throws when nothing says under which license a package may be given on. */
function noticeOf(directory: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((entry) => licenseFile.test(entry));
  if (file === undefined && typeof license !== 'string') throw new Error(`${name} has no license.`);
  const text =
    file === undefined
      ? `License: ${license}. Author: ${JSON.stringify(author)}`
      : readFileSync(join(directory, file), 'utf8');
  return `${name} ${version}\n\n${text.trim()}\n`;
}
