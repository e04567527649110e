import { environmentVariable, type GivenOptions, type OptionName, options } from './options.ts';

/** The settings that the environment holds. An empty variable counts as absent. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): GivenOptions {
  const given = Object.entries(options).flatMap(([name, declaration]) => {
    const value = environment[environmentVariable(declaration)];
    return value === undefined || value === '' ? [] : [[name as OptionName, value] as const];
  });
  return Object.fromEntries(given);
}

/** The access token of remote commands. There is no flag for it: everybody on a machine can read those. */
export function readToken(environment: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  return environment[tokenVariable] || undefined;
}

export const tokenVariable = 'SIGNALBOX_TOKEN';
