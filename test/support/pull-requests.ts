import { randomUUID } from 'node:crypto';
import { type Answer, call } from './call.ts';

interface Place {
  readonly baseUrl: string;
  /** `acme/widgets`. */
  readonly repository: string;
}

/** Where the pull requests of a repository are, or one of them. */
export function pullRequestsUrl({ baseUrl, repository }: Place, id?: number | string): string {
  const collection = `${baseUrl}/2.0/repositories/${repository}/pullrequests`;
  return id === undefined ? collection : `${collection}/${id}`;
}

/** Makes a repository that no other test has. */
export async function createRepository(baseUrl: string): Promise<Place> {
  const repository = `acme/${randomUUID()}`;
  await call(`${baseUrl}/2.0/repositories/${repository}`, { method: 'POST', json: {} });
  return { baseUrl, repository };
}

/** Opens a pull request, from `feature` unless told. */
export function openPullRequest(place: Place, json: object = {}): Promise<Answer> {
  const body = { title: 'Widen the gate', source: { branch: { name: 'feature' } }, ...json };
  return call(pullRequestsUrl(place), { method: 'POST', json: body });
}

/** Reports a build of a commit, of a branch where one is named. */
export function reportBuild({ baseUrl, repository }: Place, commit: string, json: object = {}): Promise<Answer> {
  const url = `${baseUrl}/2.0/repositories/${repository}/commit/${commit}/statuses/build`;
  return call(url, { method: 'POST', json: { key: 'ci', state: 'SUCCESSFUL', ...json } });
}
