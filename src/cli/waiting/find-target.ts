import type { WaitConfig } from '../../config/wait-config.ts';
import { getIfKnown } from '../remote/get-if-known.ts';
import type { RemoteClient } from '../remote/remote-client.ts';
import { bitbucketPath } from '../remote/repository-paths.ts';

/** Which commit it is just now, and which of its statuses count. */
export interface FoundTarget {
  /** Absent while it is not known. */
  readonly commit?: string | undefined;
  readonly refname?: string | undefined;
}

/** Throws not_found for the repository or the pull request. */
export async function findTarget(client: RemoteClient, { repository, target }: WaitConfig): Promise<FoundTarget> {
  switch (target.kind) {
    case 'commit':
      return { commit: target.commit };
    case 'branch': {
      const name = target.name.split('/').map(encodeURIComponent).join('/');
      const answer = await getIfKnown(client, repository, bitbucketPath(repository, `refs/branches/${name}`));
      return { commit: textAt(answer?.body, 'target', 'hash') };
    }
    case 'pull_request': {
      const { body } = await client.get(bitbucketPath(repository, `pullrequests/${target.id}`));
      return { commit: textAt(body, 'source', 'commit', 'hash'), refname: textAt(body, 'source', 'branch', 'name') };
    }
  }
}

/** A text somewhere in JSON. */
function textAt(json: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>((value, name) => (Object(value) as Readonly<Record<string, unknown>>)[name], json);
  return typeof found === 'string' ? found : undefined;
}
