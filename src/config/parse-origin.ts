import type { Parsed } from './setting-reader.ts';

/** Reads `https://builds.example.com`, with or without a slash at the end, which is left out. */
export function parseOrigin(text: string): Parsed<string> {
  const url = URL.parse(text);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && text.replace(/\/$/, '') === url.origin;
  return isOrigin ? { value: url.origin } : { problem: 'is an origin without a path, like https://builds.example.com' };
}
