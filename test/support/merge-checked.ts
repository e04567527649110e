import { buildUrl } from './addresses.ts';
import { type Answer, call } from './call.ts';

/** A repository on a server in development, and what tests of merge checks do with it. */
export interface MergeCheckedRepository {
  readonly url: string;
  report(commit: string, key: string, state: string, refname?: string): Promise<Answer>;
  restrict(restriction: object): Promise<Answer>;
  require(values: readonly object[]): Promise<Answer>;
  checksOf(commit: string, branch?: string): Promise<Answer>;
  checksOfPullRequest(id: number): Promise<Answer>;
  /** Opens a pull request from that branch to `main`, and gives its number. */
  open(branch: string): Promise<number>;
  pullRequest(id: number): Promise<Answer>;
  merge(id: number): Promise<Answer>;
}

export function openMergeChecked(baseUrl: string, repository: string): MergeCheckedRepository {
  const url = `${baseUrl}/2.0/repositories/${repository}`;
  const ours = `${baseUrl}/signalbox/1/repositories/${repository}`;
  return {
    url,
    report: (commit, key, state, refname) =>
      send(buildUrl(baseUrl, { repository, commit }), 'POST', { key, state, ...(refname && { refname }) }),
    restrict: (restriction) => send(`${url}/branch-restrictions`, 'POST', restriction),
    require: (values) => send(`${ours}/required-builds`, 'PUT', { values }),
    checksOf: (commit, branch) =>
      call(`${ours}/commits/${commit}/merge-checks${branch ? `?branch=${encodeURIComponent(branch)}` : ''}`),
    checksOfPullRequest: (id) => call(`${ours}/pullrequests/${id}/merge-checks`),
    async open(branch) {
      const json = { title: branch, source: { branch: { name: branch } }, destination: { branch: { name: 'main' } } };
      return (await send(`${url}/pullrequests`, 'POST', json)).body.id;
    },
    pullRequest: (id) => call(`${url}/pullrequests/${id}`),
    merge: (id) => call(`${url}/pullrequests/${id}/merge`, { method: 'POST', json: {} }),
  };
}

/** It has to be taken. */
async function send(url: string, method: string, json: object): Promise<Answer> {
  const answer = await call(url, { method, json });
  if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.body.error.message}`);
  return answer;
}
