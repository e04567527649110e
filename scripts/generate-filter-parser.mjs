// Makes the parser of `q=` from its grammar. A path as the argument puts it elsewhere.
import { readFileSync, writeFileSync } from 'node:fs';
import peggy from 'peggy';

const [target = 'src/query/filter-parser.generated.ts'] = process.argv.slice(2);

const parser = peggy.generate(readFileSync('src/query/filter.peggy', 'utf8'), { format: 'es', output: 'source' });

writeFileSync(
  target,
  `// Made from filter.peggy by scripts/generate-filter-parser.mjs; change the grammar, not this.\n// @ts-nocheck\n${parser}`,
);
