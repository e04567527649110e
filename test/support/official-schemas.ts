import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';

/** Where Bitbucket's own description lies beside the project, unless the environment names another place. */
const file = process.env.SIGNALBOX_TEST_BITBUCKET_OPENAPI ?? '../shared/reference/bitbucket-openapi.json';

type Schema = Readonly<Record<string, unknown>>;

interface OfficialOperation {
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface OfficialSchemas {
  /** What an answer of that operation should be; `undefined` when the description does not say. */
  ofAnswer(method: string, path: string, status: number): Schema | undefined;
  /** What is wrong with the value, by that schema. */
  check(schema: Schema, value: unknown): readonly ErrorObject[];
  readonly account: Schema;
  readonly error: Schema;
  readonly link: Schema;
  readonly workspace: Schema;
}

/** Bitbucket's own schemas (Swagger 2.0); `undefined` where the file is missing. */
export function readOfficialSchemas(): OfficialSchemas | undefined {
  if (!existsSync(file)) return undefined;
  const { paths, definitions } = JSON.parse(readFileSync(file, 'utf8'));
  // Its own keywords, such as `discriminator` and `example`, mean nothing to the validator.
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'bitbucket', definitions });
  const definition = (name: string) => ({ $ref: `bitbucket#/definitions/${name}` });
  return {
    ofAnswer(method, path, status) {
      const operations: Readonly<Record<string, OfficialOperation>> | undefined = paths[path.replace(/^\/2\.0/, '')];
      const schema = operations?.[method.toLowerCase()]?.responses[status]?.schema;
      return schema && { $ref: String(schema.$ref).replace('#', 'bitbucket#') };
    },
    check(schema, value) {
      const validate = ajv.compile(schema);
      validate(value);
      return validate.errors ?? [];
    },
    account: definition('account'),
    error: definition('error'),
    link: definition('link'),
    workspace: definition('workspace'),
  };
}
