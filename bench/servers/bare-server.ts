// The least that a server on `node:http` can do: it reads a request, parses its body as JSON, and answers fixed bytes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedAnswer } from './record-answer.ts';
import './answer-usage.mjs';

let answer: RecordedAnswer & { readonly bytes: Buffer };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(answer.status, answer.headers);
    response.end(answer.bytes);
  });
});

process.on('message', (message: RecordedAnswer | string) => {
  if (typeof message !== 'string') answer = { ...message, bytes: Buffer.from(message.body) };
});
server.listen(0, '127.0.0.1', () => {
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`The bare server is ready at http://127.0.0.1:${port}\n`);
});
