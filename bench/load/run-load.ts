import { createHistogram } from 'node:perf_hooks';
import { Client, type Dispatcher } from 'undici';
import { AnswerChecker } from './answer-checker.ts';
import { type BenchRequest, type Build, type ScenarioName, scenarios } from './scenarios.ts';

/** What a process that makes load is told. */
export interface Job {
  readonly scenario: ScenarioName;
  /** The connections are dealt out among them in turn. */
  readonly baseUrls: readonly string[];
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  readonly run: string;
  readonly filledCommits: number;
  /** Whether all answers are that to the first request, byte for byte. */
  readonly isFixed?: boolean;
  /** Says so when so many requests were answered, and goes on until the server is gone. */
  readonly tellAfter?: number;
}

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers with 201, and with 200; of a batch, each of its statuses counts. */
  readonly created: number;
  readonly overwritten: number;
  readonly wrong: number;
  /** What the first wrong answer was. */
  readonly firstWrong: string | undefined;
  /** Of one processor, from 0 to 1: a load that takes all of it has found its own limit, not the server's. */
  readonly ownProcessor: number;
  /** Only of a load that goes on until the server is gone. */
  readonly acknowledged: readonly Build[];
}

/** Sends requests over so many connections, each with one on its way, until the time is over; checks every answer. */
export async function runLoad(job: Job, tell: () => void): Promise<Load> {
  const latencies = createHistogram();
  const checker = new AnswerChecker(job, tell);
  const processorBefore = process.cpuUsage();
  const start = performance.now();
  const end = start + job.seconds * 1000;
  await Promise.all(
    Array.from({ length: job.connections }, (_, connection) =>
      runConnection(job, connection, { end, checker, record: (us) => latencies.record(us) }),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    ...checker.result(),
    seconds,
    p50: latencies.percentile(50),
    p99: latencies.percentile(99),
    ownProcessor: (user + system) / 1e6 / seconds,
  };
}

interface Progress {
  readonly end: number;
  readonly checker: AnswerChecker;
  record(microseconds: number): void;
}

/** Resolves when the time is over and the last answer is there, or when the connection breaks. */
function runConnection(job: Job, connection: number, { end, checker, record }: Progress): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const client = new Client(job.baseUrls[connection % job.baseUrls.length] ?? '', { pipelining: 1 });
  const headers = { authorization: `Bearer ${job.token}`, 'content-type': 'application/json' };
  const scenario = scenarios[job.scenario];
  const chunks: Buffer[] = [];
  let turn = 0;
  let sentAt = 0;
  let status = 0;
  let sent: BenchRequest;

  const finish = () => client.close().then(resolve, resolve);
  const next = () => {
    if (performance.now() >= end || checker.isBroken) return finish();
    sent = scenario.request({ run: job.run, connection, turn, filledCommits: job.filledCommits });
    turn += 1;
    sentAt = performance.now();
    const { method, path, body = null } = sent;
    return client.dispatch(
      { method, path, body, headers: method === 'POST' ? headers : { authorization: headers.authorization } },
      handler,
    );
  };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: () => {},
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, chunk) => {
      chunks.push(chunk);
    },
    onResponseEnd: () => {
      record(Math.max(1, Math.round((performance.now() - sentAt) * 1000)));
      const answer = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? '';
      chunks.length = 0;
      checker.check({ status, answer, sent });
      next();
    },
    onResponseError: (_controller, error) => {
      checker.fail(error);
      finish();
    },
  };
  next();
  return promise;
}
