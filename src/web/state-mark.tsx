import type { BuildState } from '../domain/build-state.ts';

interface Look {
  readonly word: string;
  /** Drawn on a grid of 16 by 16; each state has a shape of its own, so that none is told by colour alone. */
  readonly shape: string;
}

const looks: Readonly<Record<BuildState, Look>> = {
  SUCCESSFUL: { word: 'Successful', shape: 'M4.5 8.5l2.5 2.5 4.5-5.5' },
  FAILED: { word: 'Failed', shape: 'M5.25 5.25l5.5 5.5m0-5.5l-5.5 5.5' },
  INPROGRESS: { word: 'In progress', shape: 'M8 4.5V8l2.5 1.75' },
  STOPPED: { word: 'Stopped', shape: 'M5 8h6' },
};

/** The word by which people call a state. */
export function stateWord(state: BuildState): string {
  return looks[state].word;
}

/** A state as icon and word. */
export function StateMark({ state }: { readonly state: BuildState }) {
  const { word, shape } = looks[state];
  return (
    <span class={`state state-${state.toLowerCase()}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="7.5" />
        <path d={shape} />
      </svg>
      {word}
    </span>
  );
}
