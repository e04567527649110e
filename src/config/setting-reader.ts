import { ServiceError } from '../domain/error.ts';
import { environmentVariable, type GivenOptions, type OptionName, options, spellOption } from './options.ts';

/** What was given, by rising precedence: defaults, environment, flags. */
export interface GivenSettings {
  readonly flags: GivenOptions;
  readonly environment: GivenOptions;
}

/** What a text says, or what is wrong with it. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: string };

export type Reader = ReturnType<typeof createReader>;

/** Reads settings one by one, and gathers what is wrong with them in `problems`. */
export function createReader({ flags, environment }: GivenSettings, problems: string[]) {
  const find = (name: OptionName) => (flags[name] === '' ? undefined : flags[name]) ?? environment[name];
  const reader = {
    text(name: OptionName): string | undefined {
      const value = find(name) ?? ('defaultValue' in options[name] ? options[name].defaultValue : undefined);
      return typeof value === 'string' ? value : undefined;
    },

    /** The value as the parser reads it; what the parser finds wrong with it becomes a problem. */
    checked<Value>(name: OptionName, parse: (text: string) => Parsed<Value>): Value | undefined {
      const text = reader.text(name);
      if (text === undefined) return undefined;
      const parsed = parse(text);
      if ('value' in parsed) return parsed.value;
      problems.push(`${spellOption(name)} ${parsed.problem}, not '${text}'.`);
      return undefined;
    },

    isSwitchedOn(name: OptionName): boolean {
      const value = find(name);
      if (typeof value !== 'string') return value === true;
      if (['1', 'true', 'yes', 'on'].includes(value.toLowerCase())) return true;
      if (['0', 'false', 'no', 'off'].includes(value.toLowerCase())) return false;
      problems.push(`${environmentVariable(options[name])} is 1 or 0, not '${value}'.`);
      return false;
    },
  };
  return reader;
}

/** The settings as they were read, for good. Throws invalid with every problem at once, a line each. */
export function checked<Result extends object>(result: Result, problems: readonly string[]): Result {
  if (problems.length > 0) throw new ServiceError('invalid', problems.join('\n'));
  return Object.freeze(result);
}
