import type { Job, Load } from './run-load.ts';
import { type BenchRequest, type Build, type Scenario, scenarios } from './scenarios.ts';

/** Answers that were read whole are remembered, up to so many: what is read again must be the same, letter for letter. */
const maxKnown = 2000;

interface Answered {
  readonly status: number;
  readonly answer: string;
  readonly sent: BenchRequest;
}

type Counts = Pick<Load, 'requests' | 'created' | 'overwritten' | 'wrong' | 'firstWrong' | 'acknowledged'>;

/** Checks every answer of a load against what was asked, and counts. */
export class AnswerChecker {
  readonly #job: Job;
  readonly #scenario: Scenario;
  readonly #fixed: BenchRequest | undefined;
  readonly #tell: () => void;
  readonly #known = new Map<string, string>();
  readonly #acknowledged: Build[] = [];
  #requests = 0;
  #created = 0;
  #overwritten = 0;
  #wrong = 0;
  #firstWrong: string | undefined;
  isBroken = false;

  constructor(job: Job, tell: () => void) {
    this.#job = job;
    this.#tell = tell;
    this.#scenario = scenarios[job.scenario];
    if (job.isFixed) this.#fixed = this.#scenario.request(firstTurnOf(job));
  }

  check({ status, answer, sent }: Answered): void {
    this.#requests += 1;
    const isGood = (status === 200 || status === 201) && this.#isRight(answer, this.#fixed ?? sent);
    if (!isGood) this.#refuse(`${status} ${answer}`);
    else if (this.#scenario.isWrite) this.#count(status, sent);
    if (this.#requests === this.#job.tellAfter) this.#tell();
  }

  /** A connection has broken. Only a server that is killed may do that. */
  fail(error: Error): void {
    this.isBroken = true;
    if (this.#job.tellAfter === undefined) this.#refuse(String(error));
  }

  result(): Counts {
    return {
      requests: this.#requests,
      created: this.#created,
      overwritten: this.#overwritten,
      wrong: this.#wrong,
      firstWrong: this.#firstWrong,
      acknowledged: this.#acknowledged,
    };
  }

  #isRight(answer: string, request: BenchRequest): boolean {
    if (this.#scenario.isWrite) return this.#scenario.isRight(answer, request);
    const known = this.#known.get(request.path);
    if (known !== undefined) return known === answer;
    const isRight = this.#scenario.isRight(answer, request);
    if (isRight && this.#known.size < maxKnown) this.#known.set(request.path, answer);
    return isRight;
  }

  #count(status: number, { builds }: BenchRequest): void {
    // The keys of a batch are new ones.
    if (status === 201 || builds.length > 1) this.#created += builds.length;
    else this.#overwritten += builds.length;
    if (this.#job.tellAfter !== undefined) this.#acknowledged.push(...builds);
  }

  #refuse(answer: string): void {
    this.#wrong += 1;
    this.#firstWrong ??= answer.slice(0, 500);
  }
}

/** The request whose answer a bare server gives to all. */
export function firstTurnOf({ filledCommits }: Pick<Job, 'filledCommits'>) {
  return { run: 'first', connection: 0, turn: 0, filledCommits };
}
