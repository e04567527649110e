import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** An answer as it came, with the headers as Node lists them. */
export interface TargetAnswer {
  readonly status: number | undefined;
  readonly statusText: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TargetCall {
  readonly method?: string;
  readonly json?: unknown;
  /** Sent as it is, without a Content-Type of its own. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** Sends exactly that request target and those headers, Host among them: `fetch` would set both right. */
export async function callTarget(
  baseUrl: string,
  target: string,
  { method = 'GET', json, body, headers = {} }: TargetCall = {},
): Promise<TargetAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const sent = { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers };
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path: target, method, headers: sent, agent: false }, async (answer) => {
      const { statusCode: status, statusMessage: statusText, headers } = answer;
      resolve({ status, statusText, headers, body: await text(answer) });
    });
    call.on('error', reject).end(json === undefined ? body : JSON.stringify(json));
  });
}
