import type { BenchRequest } from '../load/scenarios.ts';
import type { Target } from './target.ts';

/** A whole answer, to be given again by a server that does nothing else. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Those that `node:http` writes itself, for each answer anew. */
const ofConnection = ['connection', 'date', 'keep-alive', 'transfer-encoding'];

/** Asks once, and keeps the answer. */
export async function recordAnswer(
  { baseUrls: [baseUrl = ''], token }: Pick<Target, 'baseUrls' | 'token'>,
  { method, path, body }: BenchRequest,
): Promise<RecordedAnswer> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(`${baseUrl}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 500)}`);
  const kept = [...answer.headers].filter(([name]) => !ofConnection.includes(name));
  return { status: answer.status, headers: Object.fromEntries(kept), body: text };
}
