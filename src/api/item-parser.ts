import { errorCodes, type FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';

/**
 * Holds elements of a body to a schema of their own, where one that is wrong is not to be the end of the request. What it
 * throws is what Fastify throws for a whole body.
 */
export function createItemParser<Item extends TSchema>(
  request: FastifyRequest,
  schema: Item,
): (sent: unknown) => Static<Item> {
  // Fastify compiles a schema once for each route.
  const validate = request.compileValidationSchema(schema);
  return (sent) => {
    if (validate(sent)) return sent as Static<Item>;
    throw Object.assign(new errorCodes.FST_ERR_VALIDATION('The element is wrong.'), { validation: validate.errors });
  };
}
