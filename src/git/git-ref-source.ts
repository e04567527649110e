import { toCommitHash } from '../domain/commit-hash.ts';
import type { Branch, Tag } from '../domain/ref.ts';
import type { RefQuery, RefSource } from '../store/ref-source.ts';
import { runGit } from './git-program.ts';
import { listRefs } from './list-refs.ts';
import { listTags } from './list-tags.ts';

interface DirectoryQuery {
  readonly gitDirectory: string;
}

/** Asks the `git` of the machine at each question: a branch may move at any moment. */
export class GitRefSource implements RefSource {
  listBranches({ gitDirectory }: DirectoryQuery): Promise<readonly Branch[]> {
    return listBranches({ gitDirectory });
  }

  async findBranch({ gitDirectory, name }: RefQuery): Promise<Branch | undefined> {
    const [branch] = await listBranches({ gitDirectory, name });
    return branch;
  }

  listTags({ gitDirectory }: DirectoryQuery): Promise<readonly Tag[]> {
    return listTags({ gitDirectory });
  }

  async findTag({ gitDirectory, name }: RefQuery): Promise<Tag | undefined> {
    const [tag] = await listTags({ gitDirectory, name });
    return tag;
  }

  async findMainBranch({ gitDirectory }: DirectoryQuery): Promise<string | undefined> {
    // With 1, Git says that HEAD names a commit, not a branch.
    const output = await runGit({ gitDirectory, args: ['symbolic-ref', '--quiet', 'HEAD'], exitCodes: [0, 1] });
    return /^refs\/heads\/(.+)\n$/s.exec(output.toString('utf8'))?.[1];
  }
}

async function listBranches(query: {
  readonly gitDirectory: string;
  readonly name?: string;
}): Promise<readonly Branch[]> {
  const refs = await listRefs({ ...query, namespace: 'refs/heads/', fields: ['%(objectname)'] });
  return refs.map(([name = '', target = '']) => ({ name, target: toCommitHash(target) }));
}
