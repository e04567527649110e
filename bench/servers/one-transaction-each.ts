// The server itself, compiled, but with a transaction for each command: what group commit is measured against.
import { parseArgs } from 'node:util';

// The sources cannot run without being compiled: some are JSX.
const dist = (path: string) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { parseConfig }: typeof import('../../src/config/config.ts') = await dist('config/config.js');
const { givenSettings }: typeof import('../../src/cli/add-options.ts') = await dist('cli/add-options.js');
const { composeServer }: typeof import('../../src/server/compose-server.ts') = await dist('server/compose-server.js');

const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
const config = parseConfig('serve', givenSettings(values));
const server = await composeServer(config, { groupCommit: { maxBatchLength: 1 } });
process.stdout.write(`Administrator's access token: ${server.administratorToken ?? ''}\n`);
process.stdout.write(`One transaction each, ready at ${await server.listen()}\n`);
