import type { FastifyInstance } from 'fastify';

const branch = /^(?<indent>[│ ]*)[├└]── (?<path>\S+)(?: \((?<methods>[A-Z, ]+)\))?$/;

/**
 * Every route that an application has, like `GET /things/:`, with a colon for each parameter; without the HEAD and OPTIONS that
 * come with them. Fastify tells its routes only as a drawing of a tree, which is whole only when it is drawn by common prefixes.
 */
export function listRoutes(app: FastifyInstance): readonly string[] {
  const pathAt: string[] = [];
  return app
    .printRoutes({ commonPrefix: true })
    .split('\n')
    .flatMap((line) => {
      const { indent = '', path = '', methods = '' } = branch.exec(line)?.groups ?? {};
      const depth = indent.length / 4;
      const parent = depth === 0 ? '' : (pathAt[depth - 1] ?? '');
      const whole = `${parent}${path}`;
      pathAt[depth] = whole;
      const listed = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD' && method !== 'OPTIONS');
      return listed.map((method) => `${method} ${whole.replace(/:\w+|\*$/g, ':')}`);
    });
}
