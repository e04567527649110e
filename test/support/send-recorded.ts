import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RecordedAnswer {
  readonly status: number;
  /** The words behind the number, which some clients read. */
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What the text says, if it is JSON. */
  readonly body: unknown;
}

/**
 * Sends an HTTP request that is written down as a text, byte by byte. Spaces before a line do not count; the length of the
 * body, the end of the connection, and a host where none is told, are added.
 */
export async function sendRecorded(baseUrl: string, request: string): Promise<RecordedAnswer> {
  const [head = [], ...rest] = paragraphsOf(request);
  const body = rest.map((lines) => lines.join('\n')).join('\n\n');
  const isHostTold = head.some((line) => line.toLowerCase().startsWith('host:'));
  const added = [
    ...(isHostTold ? [] : ['Host: api.bitbucket.org']),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    'Connection: close',
  ];
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`${[...head, ...added].join('\r\n')}\r\n\r\n${body}`);
  return parseAnswer((await buffer(socket)).toString('utf8'));
}

function paragraphsOf(request: string): readonly (readonly string[])[] {
  const lines = request.trim().split('\n');
  return lines
    .map((line) => line.trimStart())
    .join('\n')
    .split('\n\n')
    .map((paragraph) => paragraph.split('\n'));
}

function parseAnswer(answer: string): RecordedAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = answer.slice(0, end).split('\r\n');
  const [, status, reason = ''] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(statusLine) ?? [];
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const text = answer.slice(end + 4);
  const isJson = text !== '' && headers['content-type']?.includes('application/json');
  return { status: Number(status), reason, headers, text, body: isJson ? JSON.parse(text) : undefined };
}
