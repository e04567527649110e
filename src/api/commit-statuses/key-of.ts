import type { FastifyRequest } from 'fastify';

const keyAtTheEnd = /\/(?:commit\/+[^/]+\/+statuses\/+build|commits\/+[^/]+\/+(?:statuses|voids))\/(.+?)\/?$/;

/**
 * The key at the end of a path, as it was sent: raw slashes belong to it, double ones too, and only one at the very end
 * does not. The router's own parameter will not do, because it takes double slashes for one.
 */
export function keyOf({ url }: FastifyRequest): string {
  const [path = ''] = url.split('?', 1);
  return decodeURIComponent(keyAtTheEnd.exec(path)?.[1] ?? '');
}
