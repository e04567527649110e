import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Frame {
  readonly functionName: string;
  readonly url: string;
}

/** What `--cpu-prof` of Node.js writes: a tree of calls, and which of its nodes ran at each sample. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

export interface Part {
  readonly part: string;
  /** Microseconds in which its own code ran, not what that called. */
  readonly selfUs: number;
}

/** Adds up a profile by the part of the program that each sample was in. */
export function readProfile(path: string): readonly Part[] {
  const { nodes, samples, timeDeltas }: CpuProfile = JSON.parse(readFileSync(path, 'utf8'));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parts = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined) continue;
    add(parts, partOf(frame), timeDeltas[index] ?? 0);
  }
  return sorted(parts);
}

function partOf({ url, functionName }: Frame): string {
  if (url === '') return functionName || 'anonymous';
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  const packageName = /\/(?:node_modules|dist\/packages)\/((?:@[^/]+\/)?[^/]+?)(?:\.js$|\/)/.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  return `signalbox ${/\/dist\/(.+?)(?:\/index)?\.js$/.exec(url)?.[1] ?? basename(url)}`;
}

function add(sums: Map<string, number>, name: string, us: number): void {
  sums.set(name, (sums.get(name) ?? 0) + us);
}

function sorted(sums: ReadonlyMap<string, number>): readonly Part[] {
  return [...sums].map(([part, selfUs]) => ({ part, selfUs })).toSorted((one, other) => other.selfUs - one.selfUs);
}
