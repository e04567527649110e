import { createHash } from 'node:crypto';
import { bracedUuid } from '../domain/repository.ts';

/**
 * The UUID, in braces, of something that is known by its name alone: the same name gives the same UUID on every server
 * and for ever (version 5 of RFC 9562, in a name space of Signalbox's own).
 */
export function deriveUuid(kind: 'account' | 'project', name: string): string {
  const bytes = createHash('sha1').update(`signalbox:${kind}:${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return bracedUuid(groups.join('-'));
}
