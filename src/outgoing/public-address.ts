import { BlockList, isIP } from 'node:net';

/**
 * What is not the public network: this machine, networks of one's own, what tells a machine in a cloud about itself
 * (169.254.169.254), several receivers at once, and what is set aside for examples and tests (IANA's registries of
 * special-purpose addresses).
 */
const closed = {
  ipv4: [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  // Of IPv6, 2000::/3 is the public network, so that what may come later is closed, too; and of that:
  ipv6: [
    // Teredo and what else is special in it
    ['2001::', 23],
    ['2001:db8::', 32],
    // 6to4, where an address of IPv4 hides
    ['2002::', 16],
    ['3fff::', 20],
  ],
} as const;

const closedRanges = new BlockList();
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const [address, prefix] of closed[family]) closedRanges.addSubnet(address, prefix, family);
}

const publicRanges = new BlockList();
publicRanges.addSubnet('2000::', 3, 'ipv6');

/** Of those that stand for one of IPv4 (RFC 4291, RFC 6052), that one counts. */
const standsForIpv4 = new BlockList();
standsForIpv4.addSubnet('64:ff9b::', 96, 'ipv6');

/**
 * Whether an address is one that anybody could reach as well. `false` for what is no address. Asked of what a name was resolved
 * to, at the moment of connecting: a name can lead elsewhere the next time.
 */
export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  if (isIP(plain) === 4) return !closedRanges.check(plain, 'ipv4');
  if (isIP(plain) === 0) return false;
  const embedded = embeddedIpv4(plain);
  if (embedded !== undefined) return isPublicAddress(embedded);
  return publicRanges.check(plain, 'ipv6') && !closedRanges.check(plain, 'ipv6');
}

function embeddedIpv4(address: string): string | undefined {
  // The URL parser writes every address of IPv6 in one way, the last 32 bits as two groups of hexadecimal digits.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const isMapped = /^::ffff:[\da-f]{1,4}:[\da-f]{1,4}$/.test(written);
  if (!isMapped && !standsForIpv4.check(address, 'ipv6')) return undefined;
  const [high = 0, low = 0] = written
    .split(':')
    .slice(-2)
    .map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
