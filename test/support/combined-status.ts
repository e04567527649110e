import { hashFrom } from './addresses.ts';
import { call } from './call.ts';

/** What a test reports of a build. */
export interface Report {
  readonly key: string;
  readonly state: string;
  readonly refname?: string;
}

/** Reports a build of `acme/widgets`, which has to be taken. */
export async function report(baseUrl: string, commit: string, status: Report): Promise<void> {
  const url = `${baseUrl}/2.0/repositories/acme/widgets/commit/${commit}/statuses/build`;
  const { status: code, body } = await call(url, { method: 'POST', json: status });
  if (code >= 300) throw new Error(`${code} ${body.error.message}`);
}

/** Our own resources of `acme/widgets`. */
export function ownUrl(baseUrl: string, path: string): string {
  return `${baseUrl}/signalbox/1/repositories/acme/widgets/${path}`;
}

export function combinedStatusUrl(baseUrl: string, commit: string, query = ''): string {
  return ownUrl(baseUrl, `commits/${commit}/combined-status${query}`);
}

/** A whole hash that differs for each number. */
export function hashOf(number: number): string {
  return hashFrom((0xaaaaaaa + number).toString(16));
}
