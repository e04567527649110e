/** An answer with its body read: JSON as the value it is, anything else as text, and of a stream that has no end its beginning. */
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
  const sentType = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    // Bytes are sent without a Content-Type, which a text would get from fetch.
    body: body ?? bytes ?? (raw === undefined ? null : new TextEncoder().encode(raw)),
    headers: { ...(body !== undefined && { 'content-type': sentType }), ...headers },
  });
  const type = answer.headers.get('content-type') ?? '';
  const text = type.startsWith('text/event-stream') ? await readBeginning(answer) : await answer.text();
  const isJson = type.includes('application/json');
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

async function readBeginning({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const beginning = await reader?.read();
  await reader?.cancel();
  return beginning?.value ?? '';
}

/** The value of an Authorization header. */
export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
