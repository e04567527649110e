import type { CommitDetails } from '../domain/commit.ts';

/** The identity line of Git: `Name <address> seconds offset`. */
const identity = /^(.*) (-?\d+) ([+-])(\d\d)(\d\d)$/;

/** Every status of a commit repeats its message: of a long one, the beginning has to do. */
const maxMessageLength = 8192;
const maxAuthorLength = 512;

/** Reads Git's own form of a commit: header lines, an empty line, the message. */
export function parseCommitObject(content: Buffer): CommitDetails {
  const headerEnd = content.indexOf('\n\n');
  const header = content.subarray(0, headerEnd === -1 ? content.length : headerEnd).toString('utf8');
  const author = /^author (.*)$/m.exec(header)?.[1] ?? '';
  const encoding = /^encoding (.*)$/m.exec(header)?.[1] ?? 'utf-8';
  const message = headerEnd === -1 ? '' : decode(content.subarray(headerEnd + 2), encoding);
  const [, name = author, seconds = '0', sign = '+', hours = '00', minutes = '00'] = identity.exec(author) ?? [];
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return {
    message: clip(message, maxMessageLength),
    author: clip(name, maxAuthorLength),
    date: `${localTime(Number(seconds), offsetMinutes)}${sign}${hours}:${minutes}`,
  };
}

/** A text that a database cannot hold, or an answer, must not keep a commit from being known. */
function clip(text: string, maxLength: number): string {
  return text.replaceAll('\0', '').slice(0, maxLength).toWellFormed();
}

function localTime(seconds: number, offsetMinutes: number): string {
  const shifted = new Date((seconds + offsetMinutes * 60) * 1000);
  return Number.isNaN(shifted.getTime()) ? '1970-01-01T00:00:00' : shifted.toISOString().slice(0, 19);
}

function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    // An encoding that nobody knows: the ASCII part at least is readable.
    return bytes.toString('utf8');
  }
}
