import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type Finished, finish } from './run-command.ts';

const signalbox = 'dist/main.js';

export interface Environment {
  /** Another program than Signalbox. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments for Node.js itself. */
  readonly nodeArguments?: readonly string[];
  /** A command that runs the one that is given to it. */
  readonly wrapper?: readonly string[];
  /** What stands on standard input; nothing, unless told. */
  readonly input?: string;
  /** Whether messages can be sent to it, and come from it. */
  readonly hasChannel?: boolean;
}

/** Runs the program to its end. */
export function runProgram(args: readonly string[], environment: Environment = {}): Promise<Finished> {
  return finish(startNode(args, environment));
}

/** Starts a command that ends by itself, or is ended. */
export function startCommand(args: readonly string[], environment: Environment = {}) {
  const child = startNode(args, environment);
  child.stdout.resume();
  child.stderr.resume();
  return { process: child, exited: once(child, 'exit') };
}

export interface RunningProgram extends AsyncDisposable {
  /** From its line that it is ready. */
  readonly baseUrl: string;
  /** Everything on standard output so far. */
  output(): string;
  /** Everything on standard error so far. */
  errors(): string;
  /** Sends the signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly process: ChildProcess;
}

/** Starts a server and waits until it says that it is ready. */
export async function startProgram(args: readonly string[], environment: Environment = {}): Promise<RunningProgram> {
  const child = startNode(args, environment);
  const [exited, closed] = [once(child, 'exit'), once(child, 'close')];
  let [output, errors] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const ready = /^.*(https?:\/\/\S+)$/m.exec(output);
      if (ready?.[1]) resolve(ready[1]);
    });
    closed.then(() => reject(new Error(`The program ended before it was ready: ${errors}`)));
  });
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
    return { code: child.exitCode, signal: child.signalCode };
  };
  return {
    baseUrl,
    output: () => output,
    errors: () => errors,
    stop,
    process: child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await stop('SIGKILL');
    },
  };
}

function startNode(
  args: readonly string[],
  { program = signalbox, env = {}, nodeArguments = [], wrapper = [], input = '', hasChannel = false }: Environment,
): ChildProcessByStdio<Writable, Readable, Readable> {
  // Nothing of the settings of whoever runs the tests.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('SIGNALBOX_'));
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, ...nodeArguments, program, ...args];
  const child = spawn(command, rest, {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: hasChannel ? ['pipe', 'pipe', 'pipe', 'ipc'] : ['pipe', 'pipe', 'pipe'],
  }) as ChildProcessByStdio<Writable, Readable, Readable>;
  // A program that reads nothing may end before all of it is there.
  child.stdin.on('error', () => {}).end(input);
  return child;
}
