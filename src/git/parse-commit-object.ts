import type { GitCommit } from '../domain/commit.ts';
import { isCommitHash } from '../domain/commit-hash.ts';
import { clipText, maxMessageLength } from './clip-text.ts';
import { parseIdentity } from './parse-identity.ts';

/** Reads Git's own form of a commit: header lines, an empty line, the message. */
export function parseCommitObject(content: Buffer): Omit<GitCommit, 'hash'> {
  const headerEnd = content.indexOf('\n\n');
  const header = content.subarray(0, headerEnd === -1 ? content.length : headerEnd).toString('utf8');
  const lines = header.split('\n');
  const author = parseIdentity(findValue(lines, 'author') ?? '');
  const committer = parseIdentity(findValue(lines, 'committer') ?? '');
  const message = headerEnd === -1 ? '' : decode(content.subarray(headerEnd + 2), findValue(lines, 'encoding'));
  return {
    details: { message: clipText(message, maxMessageLength), author: author.person, date: author.date },
    parents: listParents(lines),
    committer: committer.person,
    committedOn: committer.date,
  };
}

/** Git takes for parents only what follows the tree, whatever a forged commit says further down. */
function listParents([, ...lines]: readonly string[]): GitCommit['parents'] {
  const end = lines.findIndex((line) => !line.startsWith('parent '));
  const parents = end === -1 ? lines : lines.slice(0, end);
  return parents.map((line) => line.slice('parent '.length)).filter(isCommitHash);
}

function findValue(lines: readonly string[], name: string): string | undefined {
  return lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
}

function decode(bytes: Buffer, encoding = 'utf-8'): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    // An encoding that nobody knows: the ASCII part at least is readable.
    return bytes.toString('utf8');
  }
}
