import { printable } from '../printable.ts';
import { notReported } from './states-of.ts';

/** A line for one build. */
export function buildLine(key: string, state: string): string {
  // As wide as the longest of what may stand there.
  return `  ${state.padEnd(notReported.length)}  ${printable(key)}`;
}
