import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ServiceError } from '../domain/error.ts';

/**
 * A new password: all of standard input, without the end of its line, or what is typed twice at a terminal, which does not show
 * it. Never an argument, which everybody on the machine could read.
 */
export async function readPassword({ isOnInput }: { readonly isOnInput: boolean }): Promise<string> {
  if (isOnInput) return (await text(process.stdin)).replace(/\r?\n$/, '');
  if (!process.stdin.isTTY) {
    throw new ServiceError('invalid', 'There is no terminal to ask for a password: give it with --password-stdin.');
  }
  const password = await ask('Password: ');
  if ((await ask('The same again: ')) !== password) throw new ServiceError('invalid', 'They are not the same.');
  return password;
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  // Readline shows what is typed by writing it: here, to nobody.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  using terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const interrupted = new Promise<never>((_, reject) =>
    terminal.once('SIGINT', () => reject(new ServiceError('conflict', 'Nothing was changed.'))),
  );
  try {
    return await Promise.race([terminal.question(''), interrupted]);
  } finally {
    process.stderr.write('\n');
  }
}
