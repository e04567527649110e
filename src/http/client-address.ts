import { isIP, isIPv6 } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

/** Reading an address of IPv6 takes a tenth of what the request takes. */
const networks = new LRUCache<string, string>({ max: 1000, memoMethod: (address) => normalizeIP(address) });

/**
 * The address that a request is counted for: the one that it comes from, or that a trusted proxy forwards. Of IPv6 it is the
 * network of 64 bits, all of which one customer of a provider has. What a proxy forwards that is no address counts
 * for the proxy.
 */
export function clientAddress({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  // A connection that is gone has no address any more.
  const address = isIP(ip) === 0 ? (socket.remoteAddress ?? '') : ip;
  return isIPv6(address) ? networks.memo(address) : address;
}
