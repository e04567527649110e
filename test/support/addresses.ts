/** The commit of Bitbucket's own documentation. */
export const documentedCommit = 'e10dae226959c2194f2b07b077c07762d93821cf';

/** A whole hash that begins with those digits. */
export function hashFrom(start: string): string {
  return start.padEnd(40, '0');
}

/** Where the statuses of a commit are; `acme/widgets` unless told. */
export function statusesUrl(baseUrl: string, { repository = 'acme/widgets', commit = documentedCommit } = {}): string {
  return `${baseUrl}/2.0/repositories/${repository}/commit/${commit}/statuses`;
}

/** Where a status is created, or, with its key, is. */
export function buildUrl(baseUrl: string, at: { repository?: string; commit?: string; key?: string } = {}): string {
  const { key, ...commit } = at;
  const collection = `${statusesUrl(baseUrl, commit)}/build`;
  return key === undefined ? collection : `${collection}/${encodeURIComponent(key)}`;
}

/** Where the events of a repository are streamed, or those of a commit or of a pull request in it. */
export function eventsUrl(
  baseUrl: string,
  { repository = 'acme/widgets', of = '', query = '' }: { repository?: string; of?: string; query?: string } = {},
): string {
  return `${baseUrl}/signalbox/1/repositories/${repository}${of}/events${query}`;
}
