// Puts the files that the bundler leaves out (SQL migrations, stylesheets, icons) beside the compiled code.
import { cpSync, statSync } from 'node:fs';
import { extname } from 'node:path';

const copied = new Set(['.sql', '.css', '.svg']);

cpSync('src', 'dist', {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || copied.has(extname(path)),
});
