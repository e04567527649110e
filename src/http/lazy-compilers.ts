import buildValidators from '@fastify/ajv-compiler';
import buildSerializers from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
type Serializers = NonNullable<Compilers['buildSerializer']>;
type Validators = NonNullable<Compilers['buildValidator']>;

/**
 * Compiles what reads a request and what writes an answer when it is first needed: there are hundreds of them, most for
 * errors that are rare, and compiling all takes a good part of the time until the server is ready.
 */
export const lazyCompilers = { buildSerializer: lazySerializers(), buildValidator: lazyValidators() };

function lazySerializers(): Serializers {
  const build = buildSerializers();
  return (...settings) => {
    const compile = build(...settings);
    return (route) => {
      let serialize: ReturnType<typeof compile> | undefined;
      return (answer) => {
        serialize ??= compile(route);
        return serialize(answer);
      };
    };
  };
}

/** What Fastify needs of a validator; it looks for what is wrong at the function that said so. */
interface Validator {
  (value: unknown): unknown;
  errors?: unknown;
}

type ValidatorFactory = (schemas: unknown, options: unknown) => (route: unknown) => Validator;

function lazyValidators(): Validators {
  // Ajv's own type has more members, which only Ajv reads.
  const build = buildValidators() as unknown as ValidatorFactory;
  const buildLazily: ValidatorFactory = (schemas, options) => {
    const compile = build(schemas, options);
    return (route) => {
      let validate: Validator | undefined;
      const lazy: Validator = (value) => {
        validate ??= compile(route);
        const isValid = validate(value);
        lazy.errors = validate.errors;
        return isValid;
      };
      return lazy;
    };
  };
  return buildLazily as unknown as Validators;
}
