import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { drawPictures } from './pictures.ts';
import { describeMachine, mergeResults, type Result } from './results.ts';
import { renderTables } from './tables.ts';

const page = 'docs/performance.md';
const directory = 'docs/performance';
const resultsFile = `${directory}/results.ndjson`;
const [begin, end] = ['<!-- results: begin -->', '<!-- results: end -->'] as const;

/** Puts the results among the earlier ones, and writes the tables and the pictures of the documentation anew. */
export async function writeDocument(added: readonly Result[]): Promise<void> {
  const results = mergeResults(readResults(), [describeMachine(), ...added]);
  writeFileSync(resultsFile, results.map((result) => `${JSON.stringify(result)}\n`).join(''));
  for (const { fileName, svg } of await drawPictures(results)) writeFileSync(`${directory}/${fileName}`, svg);
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.split(begin, 1)[0], text.split(end)[1]];
  writeFileSync(page, `${before}${begin}\n\n${renderTables(results)}\n\n${end}${after}`);
}

function readResults(): readonly Result[] {
  if (!existsSync(resultsFile)) return [];
  const lines = readFileSync(resultsFile, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
