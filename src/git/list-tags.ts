import { isCommitHash } from '../domain/commit-hash.ts';
import type { Tag } from '../domain/ref.ts';
import { clipText, maxMessageLength } from './clip-text.ts';
import { listRefs } from './list-refs.ts';
import { parseIdentity } from './parse-identity.ts';
import { peelTags } from './peel-tags.ts';

/** A ref beneath `refs/tags/` and what it points to: a commit, or a tag object that points further. */
interface TagRef {
  readonly name: string;
  readonly hash: string;
  readonly type: string;
  readonly nextHash: string;
  readonly nextType: string;
  readonly annotation: Omit<Tag, 'name' | 'target'>;
}

const fields = [
  '%(objectname)',
  '%(objecttype)',
  '%(*objectname)',
  '%(*objecttype)',
  '%(tagger)',
  '%(contents:signature)',
  // Of a lightweight tag, Git would say what the commit says.
  '%(if:equals=tag)%(objecttype)%(then)%(contents)%(end)',
];

/** All tags that lead to a commit, or the one of them with that very name. */
export async function listTags(query: {
  readonly gitDirectory: string;
  readonly name?: string;
}): Promise<readonly Tag[]> {
  const refs = (await listRefs({ ...query, namespace: 'refs/tags/', fields })).map(readTagRef);
  // Git looks one step ahead, or in newer versions all the way; tags of tags are rare enough to ask again.
  const nested = refs.filter(({ nextType }) => nextType === 'tag').map(({ hash }) => hash);
  const peeled = await peelTags(query.gitDirectory, nested);
  return refs.flatMap((ref) => {
    const target = findTarget(ref) ?? peeled.get(ref.hash);
    return target === undefined ? [] : [{ name: ref.name, target, ...ref.annotation }];
  });
}

function findTarget({ hash, type, nextHash, nextType }: TagRef): Tag['target'] | undefined {
  if (type === 'commit' && isCommitHash(hash)) return hash;
  return nextType === 'commit' && isCommitHash(nextHash) ? nextHash : undefined;
}

function readTagRef(values: readonly string[]): TagRef {
  const [name = '', hash = '', type = '', nextHash = '', nextType = '', tagger = '', signature = '', text = ''] =
    values;
  const message = clipText(text.slice(0, text.length - signature.length), maxMessageLength);
  return { name, hash, type, nextHash, nextType, annotation: type === 'tag' ? { message, ...readTagger(tagger) } : {} };
}

function readTagger(line: string): Omit<Tag, 'name' | 'target'> {
  if (line === '') return {};
  const { person, date } = parseIdentity(line);
  return { tagger: person, date };
}
