import { Buffer } from 'node:buffer';
import type { SignInChecks } from '../domain/identity-provider.ts';
import { textIn } from './form.ts';
import { nextPath } from './next-path.ts';

/** What a browser keeps while somebody is at the provider: any server can then take them back, and none has to remember them. */
export interface KeptChecks {
  readonly checks: SignInChecks;
  readonly next: string;
}

export function writeKept({ checks, next }: KeptChecks): string {
  return Buffer.from(JSON.stringify({ ...checks, next })).toString('base64url');
}

/** `undefined` for what we have not written. */
export function readKept(text: string): KeptChecks | undefined {
  const kept = parseJson(Buffer.from(text, 'base64url').toString());
  const [state, nonce, codeVerifier] = ['state', 'nonce', 'codeVerifier'].map((name) => textIn(kept, name));
  if (!state || !nonce || !codeVerifier) return undefined;
  return { checks: { state, nonce, codeVerifier }, next: nextPath(textIn(kept, 'next')) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
