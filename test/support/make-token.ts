import { call } from './call.ts';
import type { Operation } from './openapi-operations.ts';

/** Makes the account that the examples speak of, where it is missing. */
export async function makeAccount(baseUrl: string): Promise<void> {
  await call(`${baseUrl}/signalbox/1/accounts`, { method: 'POST', json: { name: 'jane' } });
}

/** Whether the operation is about one token, or one consumer: nobody can choose its id, so that no example can name one. */
export function isOfToken({ path }: Operation): boolean {
  return /\/(tokens|consumers)\/\{id\}$/.test(path);
}

/** Makes a token or a consumer that the operation can be asked about, and gives its id. */
export async function makeToken(baseUrl: string, { path }: Operation): Promise<string> {
  await makeAccount(baseUrl);
  const json = { account: 'jane', scopes: ['webhook'] };
  const { body } = await call(`${baseUrl}${path.replace('/{id}', '')}`, { method: 'POST', json });
  return body.id;
}
