import { styleText } from 'node:util';
import { buildLine } from './build-line.ts';
import type { Screen } from './screen.ts';
import { notReported } from './states-of.ts';

/** A block of lines at the bottom of a terminal, which is drawn over and over again. */
export interface LiveLines {
  /** A title, and a line for each build. */
  draw(title: string, states: ReadonlyMap<string, string>): void;
  /** A line beneath, until the next drawing. */
  note(line: string): void;
}

/** What has to be seen first, where there is no room for all. */
const ranks = ['FAILED', 'INPROGRESS', notReported, 'STOPPED', 'SUCCESSFUL'];

const colours = new Map([
  ['FAILED', 'red'],
  ['INPROGRESS', 'blue'],
  ['STOPPED', 'yellow'],
  ['SUCCESSFUL', 'green'],
] as const);

/** Where the terminal does not tell, or says 0, as those do that nobody has given a size. */
const usualSize = { columns: 80, rows: 24 };

/** The title, a note, how many were left out, and the line that the cursor stands in. */
const otherRows = 4;

export function createLiveLines(screen: Screen): LiveLines {
  let drawn: readonly string[] = [];
  let isNoted = false;
  const redraw = (lines: readonly string[]) => {
    // To the first line of the block, and everything from there on away.
    const rewind = drawn.length === 0 ? '' : `\u001b[${drawn.length}A\u001b[J`;
    screen.write(`${rewind}${lines.map((line) => `${line}\n`).join('')}`);
    drawn = lines;
  };
  const columns = () => screen.columns || usualSize.columns;
  const room = () => Math.max(1, (screen.rows || usualSize.rows) - otherRows);
  return {
    draw(title, states) {
      redraw([cut(title, columns()), ...linesOf(states, room(), columns())]);
      isNoted = false;
    },
    note(line) {
      redraw([...(isNoted ? drawn.slice(0, -1) : drawn), cut(line, columns())]);
      isNoted = true;
    },
  };
}

function linesOf(states: ReadonlyMap<string, string>, room: number, columns: number): readonly string[] {
  const lines = [...states];
  const line = ([key, state]: readonly [string, string]) => coloured(cut(buildLine(key, state), columns), state);
  if (lines.length <= room) return lines.map(line);
  const urgent = lines.sort(([, one], [, other]) => ranks.indexOf(one) - ranks.indexOf(other));
  return [...urgent.slice(0, room).map(line), `  and ${lines.length - room} more`];
}

function coloured(line: string, state: string): string {
  const colour = [...colours].find(([name]) => name === state)?.[1];
  return colour === undefined ? line : line.replace(state, styleText(colour, state, { stream: process.stderr }));
}

/** As much as one row holds: a line that wraps would be drawn over in part alone. What may be wide counts as wide. */
function cut(line: string, columns: number): string {
  let room = columns - 1;
  const shown: string[] = [];
  for (const character of line) {
    room -= character < '\u1100' ? 1 : 2;
    if (room < 0) break;
    shown.push(character);
  }
  return shown.join('');
}
