/** Whoever read our output may have gone (`signalbox … | head`); that is no reason to fail. */
export function tolerateClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Writes a line of data to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line to people, on standard error. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
