import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Answer } from './call.ts';
import type { Operation } from './openapi-operations.ts';

/** Where an answer is not what `/openapi.json` says of the operation, for people; nothing when all is well. */
export function findResponseProblems(operation: Operation, { status, headers, body }: Answer): readonly string[] {
  const documented = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
  if (documented === undefined) return [`${status} is not documented`];
  if (documented.content === undefined) return body === '' ? [] : ['a body is not documented'];
  const type = headers.get('content-type');
  const schema = documented.content[type?.split(';')[0] ?? '']?.schema;
  if (schema === undefined) return [`the type ${type} is not documented`];
  return findSchemaProblems(schema, body);
}

/** The same for any value and its schema. */
export function findSchemaProblems(schema: object, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
