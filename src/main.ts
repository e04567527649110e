#!/usr/bin/env node
// Every other module needs this Node.js, so none is imported before it is known to be there.
const oldestMajor = 24;

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  import('node:module').then(async ({ enableCompileCache }) => {
    // Compiled code is kept between starts, which halves the time until the server is ready. It lies beside the program:
    // whoever may write there could change the program itself. Where nobody may, Node goes without.
    enableCompileCache(`${import.meta.dirname}/.compile-cache`);
    const { run } = await import('./cli/index.ts');
    await run(process.argv);
  });
} else {
  process.stderr.write(`signalbox: Node.js ${oldestMajor} or newer is needed; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
}
