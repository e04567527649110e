/** A hexadecimal text as bytes: half the size in every row and index. */
export function hexToBytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

export function bytesToHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** `{11111111-2222-…}`, with or without its braces, as 16 bytes. */
export function uuidToBytes(uuid: string): Uint8Array {
  return hexToBytes(uuid.replace(/[{}-]/g, ''));
}

/** 16 bytes as a UUID in braces. */
export function bytesToUuid(bytes: Uint8Array): string {
  const hex = bytesToHex(bytes);
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
}
