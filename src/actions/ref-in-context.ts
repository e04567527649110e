import type { Branch, RefKind, Tag } from '../domain/ref.ts';
import type { Repository } from '../domain/repository.ts';
import type { FullCommit } from './get-full-commit.ts';

/** A branch or a tag with what it points to, and the repository that it is shown with. */
export interface RefInContext {
  readonly repository: Repository;
  readonly kind: RefKind;
  readonly ref: Branch | Tag;
  readonly target: FullCommit;
}
