import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { FieldErrors } from '../domain/error.ts';

/**
 * Turns what the schema validator found into one message for each member, in the words that Bitbucket's clients know
 * (they are those of Django's forms); unless it is strict, with what would be right. Problems of the body as a whole have
 * no member, and give nothing.
 */
export function toFieldErrors(problems: readonly FastifySchemaValidationError[], strict: boolean): FieldErrors {
  const fields: Record<string, readonly [string]> = {};
  for (const problem of problems) {
    const field = memberOf(problem);
    if (field !== undefined) fields[field] ??= [messageOf(problem, strict)];
  }
  return fields;
}

function memberOf({ keyword, instancePath, params }: FastifySchemaValidationError): string | undefined {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword !== 'required') return path === '' ? undefined : path;
  const missing = String(params.missingProperty);
  return path === '' ? missing : `${path}.${missing}`;
}

/** Says what was received, too: ajv's `verbose` puts it into `data`. */
function messageOf(problem: FastifySchemaValidationError & { readonly data?: unknown }, strict: boolean): string {
  const { keyword, params, message, data } = problem;
  if (keyword === 'required' || data === null || data === '') return 'This field is required.';
  switch (keyword) {
    case 'maxLength':
      return `Ensure this value has at most ${params.limit} characters (it has ${[...String(data)].length}).`;
    case 'enum':
      return `Select a valid choice. ${shown(data)} is not one of the available choices${strict ? '' : `: ${listed(params.allowedValues)}`}.`;
    case 'minItems':
      return 'This list may not be empty.';
    case 'maxItems':
      return `Ensure this list has at most ${params.limit} elements.`;
    case 'type':
      return `Not a valid ${typeNames[String([params.type].flat()[0])] ?? 'string'}.`;
    case 'format':
      return formatMessages[String(params.format)] ?? 'Not a valid value.';
    default:
      return message ?? 'Not a valid value.';
  }
}

/** By what the schema wants; everything else is a text. */
const typeNames: Readonly<Record<string, string>> = { object: 'object', array: 'list', integer: 'integer' };

const formatMessages: Readonly<Record<string, string>> = {
  'build-url': 'Enter a valid URL. It starts with http:// or https:// and names a host.',
  'public-build-url': 'Enter a valid URL.',
  'status-key': 'Null characters, broken surrogate pairs, and the keys . and .. are not allowed.',
  text: 'Null characters and broken surrogate pairs are not allowed.',
};

function shown(data: unknown): string {
  return typeof data === 'string' || typeof data === 'number' ? String(data).slice(0, 80) : 'This';
}

function listed(values: unknown): string {
  if (!Array.isArray(values)) return '';
  // Switches are named as booleans and as their texts.
  return [...new Set(values.filter((value) => value !== '' && value !== null).map(String))].join(', ');
}
