import { type Answer, type Call, call } from './call.ts';

/** Where many statuses are created at once; `acme/widgets` unless told. */
export function batchUrl(baseUrl: string, repository = 'acme/widgets'): string {
  return `${baseUrl}/signalbox/1/repositories/${repository}/statuses/batch`;
}

/** Sends a batch of those statuses. */
export function postBatch(url: string, statuses: readonly unknown[], options: Call = {}): Promise<Answer> {
  return call(url, { method: 'POST', json: { statuses }, ...options });
}
