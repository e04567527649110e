import type { WaitConfig } from '../../config/wait-config.ts';
import type { Listener, Look } from './await-builds.ts';
import { buildLine } from './build-line.ts';
import { describeTarget } from './describe-end.ts';
import { createLiveLines } from './live-lines.ts';
import type { Screen } from './screen.ts';
import { statesOf } from './states-of.ts';

/** Shows how the builds stand: on a terminal, a line for each that is drawn anew; elsewhere, a line for each change. */
export function createProgress(screen: Screen, config: WaitConfig): Listener {
  return screen.isTTY ? showLive(screen, config) : showChanges(screen, config);
}

function showLive(screen: Screen, config: WaitConfig): Listener {
  const lines = createLiveLines(screen);
  return {
    onLook: (look) => lines.draw(titleOf(look, config), statesOf(look.combined)),
    onAway: ({ message }) => lines.note(awayLine(message)),
  };
}

function showChanges(screen: Screen, config: WaitConfig): Listener {
  let shown: ReadonlyMap<string, string> = new Map();
  let title = '';
  let note = '';
  const say = (line: string) => screen.write(`${line}\n`);
  return {
    onLook(look) {
      const states = statesOf(look.combined);
      const newTitle = titleOf(look, config);
      // Of another commit, everything is new.
      const before = newTitle === title ? shown : new Map();
      if (newTitle !== title) say(newTitle);
      for (const [key, state] of states) if (before.get(key) !== state) say(buildLine(key, state));
      for (const key of before.keys()) if (!states.has(key)) say(buildLine(key, 'taken out'));
      [shown, title, note] = [states, newTitle, ''];
    },
    onAway({ message }) {
      if (message !== note) say(awayLine(message));
      note = message;
    },
  };
}

function titleOf(look: Look, config: WaitConfig): string {
  const what = describeTarget(look, config);
  return look.combined === undefined
    ? `Waiting for ${what}, which is not known yet.`
    : `Waiting for the builds of ${what}.`;
}

function awayLine(message: string): string {
  return `${message} It will be asked again.`;
}
