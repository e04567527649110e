import { BlockList, isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Tells whether a proxy at that address is believed about what it forwards. */
export type IsTrustedProxy = (address: string | undefined) => boolean;

/** Trusts the addresses in those ranges, which look like `10.0.0.0/8`. */
export function trustRanges(ranges: readonly string[]): IsTrustedProxy {
  const trusted = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    trusted.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  // What is no address at all can stand in the headers that Fastify asks about, too.
  return (address = '') => isIP(address) !== 0 && trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

const decorator = 'forwardedPort';

/** Makes `forwardedPortOf` known for every request; the other forwarded headers are read by Fastify in the same way. */
export function registerForwardedPort(app: FastifyInstance, isTrusted: IsTrustedProxy): void {
  app.decorateRequest(decorator, {
    getter(this: FastifyRequest) {
      const sent = this.headers['x-forwarded-port'];
      if (!sent || !isTrusted(this.socket.remoteAddress)) return undefined;
      // Of a list, the last is what the proxy itself says; what is before it may be anybody's invention.
      return String(sent).split(',').at(-1)?.trim();
    },
  });
}

/** The port that a trusted proxy was reached at, if it says so. */
export function forwardedPortOf(request: FastifyRequest): string | undefined {
  return request.getDecorator<string | undefined>(decorator);
}
