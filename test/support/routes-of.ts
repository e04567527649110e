import type { FastifyInstance } from 'fastify';

const line = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/;

/** Every route of the server as `METHOD /path`, from the tree that Fastify prints; without HEAD and OPTIONS. */
export function routesOf(app: FastifyInstance): readonly string[] {
  const path: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((text) => {
      const [, indent = '', part = '', methods = ''] = line.exec(text) ?? [];
      path.splice(indent.length / 4, Number.POSITIVE_INFINITY, part);
      const named = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD' && method !== 'OPTIONS');
      return named.map((method) => `${method} ${path.join('')}`);
    });
}
