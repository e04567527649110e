import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/call.ts';
import {
  type AnsweringServers,
  type CollectedAnswer,
  collectAnswers,
  startAnsweringServers,
} from '../support/collect-answers.ts';
import { findOfficialObjects } from '../support/find-official-objects.ts';
import {
  loadOfficialSchemas,
  type OfficialName,
  type OfficialProblem,
  officialNames,
} from '../support/official-schemas.ts';
import { listOperations, type Operation } from '../support/openapi-operations.ts';
import { findResponseProblems } from '../support/response-validator.ts';

/** Where real answers of bitbucket.org are not what its description says, and ours are like them. */
const contradictions = [
  {
    problem: 'commitstatus /refname must be string',
    reason: 'It is null when it is unset, in every recording; the description knows no null at all.',
  },
  {
    problem: 'paginated_commitstatuses /values/#/refname must be string',
    reason: 'The same in a list.',
  },
  {
    problem: 'error /error/fields must NOT have additional properties',
    reason: 'Bitbucket’s own introduction documents it, and every recorded 400 has it.',
  },
];

const findProblems = loadOfficialSchemas();
const met = new Set<string>();
const checked = new Set<OfficialName>();
let servers: AnsweringServers;

if (findProblems === undefined) {
  process.stdout.write('Bitbucket’s own description is not here: answers are held to our own /openapi.json alone.\n');
}

beforeAll(async () => {
  servers = await startAnsweringServers();
});
afterAll(() => servers[Symbol.asyncDispose]());

describe.each(await listOperations())('$method $path', (operation) => {
  let collected: readonly CollectedAnswer[];

  beforeAll(async () => {
    collected = await collectAnswers(operation, servers);
  });

  function problemsOf(find: (answer: Answer) => readonly string[]) {
    return collected.flatMap(({ asked, answer }) => find(answer).map((problem) => `${asked}: ${problem}`));
  }

  test('answers as /openapi.json says, with every status that it says', () => {
    const documented = Object.keys(operation.responses).filter((status) => /^\d+$/.test(status));

    expect(problemsOf((answer) => findResponseProblems(operation, answer))).toEqual([]);
    expect(new Set(collected.map(({ answer }) => String(answer.status)))).toEqual(new Set(documented));
  });

  test('answers as bitbucket.org describes it', () => {
    expect(problemsOf(({ body }) => judge(operation, body))).toEqual([]);
  });
});

test('every definition of bitbucket.org was met, and every contradiction that is known', () => {
  const isHere = findProblems !== undefined;

  expect([...checked].toSorted()).toEqual(isHere ? officialNames.toSorted() : []);
  expect([...met].toSorted()).toEqual(isHere ? contradictions.map(({ problem }) => problem).toSorted() : []);
});

/** The problems of an answer that are not known; notes which known ones there are. */
function judge({ operationId }: Operation, body: unknown): readonly string[] {
  if (findProblems === undefined) return [];
  const objects = [...pageIn(operationId, body), ...findOfficialObjects(body)];
  for (const { name } of objects) checked.add(name);
  const problems = objects.flatMap(({ name, value }) => findProblems(name, value)).map(inWords);
  const isKnown = (problem: string) => contradictions.some((known) => known.problem === problem);
  for (const problem of problems.filter(isKnown)) met.add(problem);
  return problems.filter((problem) => !isKnown(problem));
}

const nameOfPage: Readonly<Record<string, OfficialName>> = {
  listWebhooks: 'paginated_webhook_subscriptions',
  listBranchRestrictions: 'paginated_branchrestrictions',
};

/** A page tells no type; the operation does. */
function pageIn(operationId: string, body: unknown) {
  if (typeof body !== 'object' || body === null || !('values' in body)) return [];
  const name = nameOfPage[operationId];
  if (name !== undefined) return [{ name, value: body }];
  return /^list\w*Statuses$/.test(operationId) ? [{ name: 'paginated_commitstatuses' as const, value: body }] : [];
}

function inWords({ name, path, message }: OfficialProblem): string {
  return `${name} ${path} ${message}`;
}
