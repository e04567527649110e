import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseWaitConfig } from '../../config/wait-config.ts';
import { ServiceError } from '../../domain/error.ts';
import { readCombinedStatus } from '../remote/combined-status.ts';
import type { Look } from './await-builds.ts';
import { createProgress } from './progress.ts';

const commit = 'c0ffee'.padEnd(40, '0');
const flags = { server: 'http://127.0.0.1:4020', repository: 'acme/widgets', branch: 'main' };
const config = parseWaitConfig({ flags, environment: {} });

/** `unit:FAILED lint:SUCCESSFUL web`, of which the last is missing. */
function look(text: string, hash = commit): Look {
  const keys: Record<string, string[]> = { SUCCESSFUL: [], FAILED: [], INPROGRESS: [], STOPPED: [] };
  const words = text.split(' ').filter((word) => word !== '');
  for (const word of words) {
    const [key = '', state = ''] = word.split(':');
    keys[state]?.push(key);
  }
  const missing = words.filter((word) => !word.includes(':'));
  const raw = { state: 'INPROGRESS', is_final: false, keys, missing, commit: { hash } };
  return { target: { commit: hash }, combined: readCombinedStatus(raw) };
}

const unknown: Look = { target: {} };
const away = new ServiceError('unavailable', 'It is away.');

describe('where there is no terminal', () => {
  test('every change is a line, and nothing else', () => {
    let text = '';
    const progress = createProgress({ write: (part) => (text += part) }, config);

    progress.onLook(unknown);
    progress.onLook(look('unit:INPROGRESS lint:SUCCESSFUL'));
    progress.onLook(look('unit:INPROGRESS lint:SUCCESSFUL'));
    progress.onAway(away);
    progress.onAway(away);
    progress.onLook(look('unit:FAILED'));

    expect(text.split('\n')).toEqual([
      'Waiting for branch main, which is not known yet.',
      'Waiting for the builds of branch main (c0ffee000000).',
      '  SUCCESSFUL    lint',
      '  INPROGRESS    unit',
      'It is away. It will be asked again.',
      '  FAILED        unit',
      '  taken out     lint',
      '',
    ]);
  });

  test('of another commit, everything is told anew', () => {
    let text = '';
    const progress = createProgress({ write: (part) => (text += part) }, config);

    progress.onLook(look('unit:SUCCESSFUL web'));
    progress.onLook(look('unit:SUCCESSFUL web', 'facade'.padEnd(40, '0')));

    expect(text.split('\n').slice(3)).toEqual([
      'Waiting for the builds of branch main (facade000000).',
      '  SUCCESSFUL    unit',
      '  not reported  web',
      '',
    ]);
  });
});

describe('on a terminal', () => {
  /** One that knows what is drawn here: up so many lines, and away with all from there on. */
  function openTerminal(size: { readonly columns?: number; readonly rows?: number } = {}) {
    const lines: string[] = [''];
    const write = (text: string) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
      for (const [part, up] of text.matchAll(/\u001b\[(\d+)A|\u001b\[J|\u001b\[\d+m|\n|[^\u001b\n]+/g)) {
        if (up !== undefined) lines.length -= Number(up) + 1;
        if (up !== undefined || part === '\n') lines.push('');
        else lines.push(`${lines.pop()}${stripVTControlCharacters(part)}`);
      }
    };
    return { screen: { isTTY: true, ...size, write }, lines };
  }

  test('a line for each build is drawn over and over again', () => {
    const { screen, lines } = openTerminal();
    const progress = createProgress(screen, config);

    progress.onLook(unknown);
    expect(lines).toEqual(['Waiting for branch main, which is not known yet.', '']);
    progress.onLook(look('unit:INPROGRESS lint:SUCCESSFUL web'));
    progress.onAway(away);
    progress.onAway(away);
    expect(lines).toEqual([
      'Waiting for the builds of branch main (c0ffee000000).',
      '  SUCCESSFUL    lint',
      '  INPROGRESS    unit',
      '  not reported  web',
      'It is away. It will be asked again.',
      '',
    ]);
    progress.onLook(look('unit:FAILED'));

    expect(lines).toEqual(['Waiting for the builds of branch main (c0ffee000000).', '  FAILED        unit', '']);
  });

  test('one that does not say how large it is counts as of the usual size', () => {
    const { screen, lines } = openTerminal({ rows: 0, columns: 0 });

    createProgress(screen, config).onLook(look('unit:FAILED'));

    expect(lines).toEqual(['Waiting for the builds of branch main (c0ffee000000).', '  FAILED        unit', '']);
  });

  test('what has no room is counted, and what is done is left out first', () => {
    const { screen, lines } = openTerminal({ rows: 6, columns: 60 });

    createProgress(screen, config).onLook(look('a:SUCCESSFUL b:SUCCESSFUL c:INPROGRESS d:FAILED'));

    expect(lines.slice(1)).toEqual(['  FAILED        d', '  INPROGRESS    c', '  and 2 more', '']);
  });

  test('no line is wider than the terminal, and no key is obeyed', () => {
    const { screen, lines } = openTerminal({ columns: 24 });

    createProgress(screen, config).onLook(look('abcdefghijk:FAILED 試験試験試験:FAILED e\u001b[2Je:FAILED'));

    expect(lines).toEqual([
      'Waiting for the builds ',
      '  FAILED        abcdefg',
      '  FAILED        e�[2Je',
      '  FAILED        試験試',
      '',
    ]);
  });
});
