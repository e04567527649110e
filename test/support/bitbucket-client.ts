import { createRequire } from 'node:module';
import { expect } from 'vitest';

/** An instance of the npm client `bitbucket`, whose own types do not compile with our settings. */
// biome-ignore lint/suspicious/noExplicitAny: it has hundreds of methods, and answers of every shape
export type BitbucketClient = any;

export type BitbucketAuth = { readonly username: string; readonly password: string } | { readonly token: string };

// As its own documentation loads it: an import finds no names in it.
const { Bitbucket } = createRequire(import.meta.url)('bitbucket');

export function createBitbucketClient(baseUrl: string, auth: BitbucketAuth): BitbucketClient {
  return new Bitbucket({ baseUrl: `${baseUrl}/2.0`, auth, notice: false });
}

/** The error that the client throws. */
export async function refusalOf(calling: () => Promise<unknown>): Promise<BitbucketClient> {
  try {
    await calling();
  } catch (error) {
    return error;
  }
  return expect.fail('It was not refused.');
}
