import { type Command, Option } from 'commander';
import { readEnvironment } from '../config/environment.ts';
import {
  environmentVariable,
  type GivenOptions,
  type OptionDeclaration,
  type OptionName,
  options,
} from '../config/options.ts';
import type { GivenSettings } from '../config/setting-reader.ts';

/** Gives a command the settings of those names, each with its environment variable in the help. */
export function addOptions(command: Command, names: readonly OptionName[]): Command {
  for (const name of names) command.addOption(toCommanderOption(options[name]));
  return command;
}

/** What was given on the command line and in the environment, for `config` to judge. */
export function givenSettings(flags: GivenOptions): GivenSettings {
  return { flags, environment: readEnvironment() };
}

function toCommanderOption(declaration: OptionDeclaration): Option {
  const { name, placeholder, description, defaultValue } = declaration;
  const remarks = [...(defaultValue ? [`default ${defaultValue}`] : []), `env ${environmentVariable(declaration)}`];
  const flag = placeholder === undefined ? `--${name}` : `--${name} <${placeholder}>`;
  const option = new Option(flag, `${description} (${remarks.join(', ')})`);
  return declaration.isRepeatable ? option.argParser(asLines) : option;
}

/** Several values are given as in the environment: each on a line of its own. */
function asLines(value: string, before?: string): string {
  return before === undefined ? value : `${before}\n${value}`;
}
