import { EventSource } from 'eventsource';

/** One event as a client is told of it. */
export interface HeardEvent {
  readonly type: string;
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into data of every shape
  readonly data: any;
}

export interface Listener extends Disposable {
  /** Of every type, in their order. */
  readonly all: readonly HeardEvent[];
  /** Those alone that tell what was done to a status. */
  statuses(): readonly HeardEvent[];
  /** How often it has been connected. */
  connections(): number;
  /** The HTTP status with which the server has refused to go on, if it has. */
  refusal(): number | undefined;
}

const types = ['heartbeat', 'status', 'gap', 'source', 'message'];

/** Listens as a browser does, which connects again by itself: an unmodified client of another hand. */
export function listenToEvents(url: string, headers: Readonly<Record<string, string>> = {}): Listener {
  const all: HeardEvent[] = [];
  let connections = 0;
  let refusal: number | undefined;
  const source = new EventSource(url, {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
  });
  for (const type of types) {
    source.addEventListener(type, ({ data, lastEventId: id }: MessageEvent) => {
      all.push({ type, id, data: JSON.parse(data) });
    });
  }
  source.addEventListener('open', () => {
    connections += 1;
  });
  source.addEventListener('error', ({ code }) => {
    if (source.readyState === source.CLOSED) refusal = code;
  });
  return {
    all,
    statuses: () => all.filter(({ type }) => type === 'status'),
    connections: () => connections,
    refusal: () => refusal,
    [Symbol.dispose]: () => source.close(),
  };
}
