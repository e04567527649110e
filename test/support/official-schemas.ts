import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

const variable = 'SIGNALBOX_TEST_BITBUCKET_OPENAPI';

/** Of the official description: beside the project for those who have it. It is not ours to pass on. */
const usualPlace = '../shared/reference/bitbucket-openapi.json';

export const officialNames = [
  'commitstatus',
  'paginated_commitstatuses',
  'error',
  'account',
  'workspace',
  'link',
  'webhook_subscription',
  'paginated_webhook_subscriptions',
  'branchrestriction',
  'paginated_branchrestrictions',
  'group',
] as const;

export type OfficialName = (typeof officialNames)[number];

/** Tells where a value is not what a definition of Bitbucket's own description says. */
export type FindOfficialProblems = (name: OfficialName, value: unknown) => readonly OfficialProblem[];

export interface OfficialProblem {
  readonly name: OfficialName;
  /** With `#` in place of the number of an element. */
  readonly path: string;
  readonly message: string;
}

/** `undefined` where the description is missing. Throws when it is not where SIGNALBOX_TEST_BITBUCKET_OPENAPI says. */
export function loadOfficialSchemas(): FindOfficialProblems | undefined {
  const named = process.env[variable];
  const path = named || usualPlace;
  if (!existsSync(path)) {
    if (named) throw new Error(`${variable} is '${named}', which is not there.`);
    return undefined;
  }
  const { definitions } = JSON.parse(readFileSync(path, 'utf8'));
  // Swagger 2.0 has words of its own, such as `discriminator`.
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'official', definitions });
  const validators = new Map<OfficialName, ValidateFunction>(
    officialNames.map((name) => [name, ajv.compile({ $ref: `official#/definitions/${name}` })]),
  );
  return (name, value) => {
    const validate = validators.get(name);
    validate?.(value);
    return (validate?.errors ?? []).map((error) => ({ name, path: pathOf(error), message: error.message ?? '' }));
  };
}

function pathOf({ instancePath, params }: ErrorObject): string {
  const member = 'additionalProperty' in params ? `/${params.additionalProperty}` : '';
  return `${instancePath.replace(/\/\d+/g, '/#')}${member}`;
}
