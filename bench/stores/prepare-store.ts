import {
  type Build,
  buildUrl,
  recentBuild,
  recentCommits,
  refname,
  repository,
  statusesPerCommit,
  statusMembers,
  workspace,
} from '../load/scenarios.ts';
import type { Signalbox } from '../servers/start-signalbox.ts';
import type { BenchStore } from './bench-store.ts';

/** How many requests are on their way at once. */
const atOnce = 20;

/** Makes, through the API, what the scenarios read: a repository, its recent commits with their statuses, a pull request. */
export async function prepareStore({ baseUrls, token }: Signalbox, store: BenchStore): Promise<void> {
  const at = `${baseUrls[0]}/2.0/repositories/${workspace}/${repository}`;
  const post = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${at}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${text.slice(0, 500)}`);
  };
  await post('', { scm: 'git' });
  const builds = Array.from({ length: recentCommits * statusesPerCommit }, (_, place) =>
    recentBuild(Math.floor(place / statusesPerCommit), place % statusesPerCommit),
  );
  const put = (build: Build) => post(`/commit/${build.commit}/statuses/build`, statusMembers(build));
  for (let index = 0; index < builds.length; index += atOnce) {
    await Promise.all(builds.slice(index, index + atOnce).map(put));
  }
  store.acknowledged.created += builds.length;
  await post('/pullrequests', {
    title: `Build at ${buildUrl}`,
    source: { branch: { name: refname }, commit: { hash: recentBuild(0, 0).commit } },
    destination: { branch: { name: 'release' } },
  });
}
