import { relative } from 'node:path';
import { defineConfig } from 'rolldown';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';

/** Needed by few commands, or not at home in a bundle because they look for files beside themselves. */
const leftAlone = [
  '@scalar/fastify-api-reference',
  'cli-progress',
  'openid-client',
  'pg',
  'pg-connection-string',
  'pino',
  'undici',
];

/**
 * Makes the program: one file for each folder of ours, at its place, and one for each package. Node takes a third of a
 * millisecond for each file that it loads, and as modules there are more than a thousand.
 */
export default defineConfig({
  input: {
    main: 'src/main.ts',
    'sql/sqlite/writer-thread': 'src/sql/sqlite/writer-thread.ts',
    // The benchmark starts a server by these, with other settings than the program has.
    'server/compose-server': 'src/server/compose-server.ts',
    'config/config': 'src/config/config.ts',
    'cli/add-options': 'src/cli/add-options.ts',
  },
  plugins: [thirdPartyNotices()],
  platform: 'node',
  external: leftAlone.flatMap((name) => [name, new RegExp(`^${name}/`)]),
  // Modules may be put together that not every entry needs: each runs when it is first imported, and not before.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist',
    // What an earlier build has left would go into the package.
    cleanDir: true,
    sourcemap: true,
    strictExecutionOrder: true,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: fileOf, debugName: 'folder or package' }],
    },
    entryFileNames: '[name].js',
    // A file with something that is imported on demand would be called after that.
    chunkFileNames: ({ name, moduleIds }) => `${moduleIds.map(fileOf).find((file) => file !== undefined) ?? name}.js`,
  },
});

/** Modules that look for files beside themselves, such as migrations, find them: the file lies where their folder was. */
function fileOf(id: string): string | undefined {
  const path = relative(import.meta.dirname, id);
  const packageName = /^node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (packageName !== undefined) return `packages/${packageName.replace('/', '-')}`;
  const folder = /^src\/(.+)\/[^/]+$/.exec(path)?.[1];
  return folder === undefined ? undefined : `${folder}/index`;
}
