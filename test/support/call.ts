/** An answer with its body read: JSON as the value it is, anything else as text. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface Call {
  readonly method?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, without a Content-Type of its own. */
  readonly raw?: string;
  /** The same for bytes. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes one request, without following redirects. */
export async function call(
  url: string,
  { method = 'GET', json, form, raw, bytes, headers = {} }: Call = {},
): Promise<Answer> {
  const body = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    // Bytes are sent without a Content-Type, which a text would get from fetch.
    body: body ?? bytes ?? (raw === undefined ? null : new TextEncoder().encode(raw)),
    headers: { ...(body !== undefined && { 'content-type': type }), ...headers },
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('application/json') ?? false;
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

/** The value of an Authorization header. */
export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
