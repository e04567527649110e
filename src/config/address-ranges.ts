import { isIP } from 'node:net';

/** Words for ranges that proxies often stand in; the same as in Express and Fastify. */
const namedRanges: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/**
 * Reads IP addresses, CIDR ranges and names of ranges, separated by commas, as ranges: `10.0.0.7` is `10.0.0.7/32`.
 * `undefined` when one of them is none, or would be every address.
 */
export function parseAddressRanges(text: string): readonly string[] | undefined {
  const ranges = text.split(',').map((part) => parseRange(part.trim()));
  return ranges.every((range) => range !== undefined) ? ranges.flat() : undefined;
}

function parseRange(text: string): readonly string[] | undefined {
  if (Object.hasOwn(namedRanges, text)) return namedRanges[text];
  const [, address = '', prefix] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0) return undefined;
  const bits = family === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  return length >= 1 && length <= bits ? [`${address}/${length}`] : undefined;
}
