import type { CommitStatusInContext } from '../actions/commit-status-in-context.ts';
import type { ServiceContext } from '../actions/context.ts';
import type { Links } from '../http/links.ts';

/** What every page works with. */
export interface WebContext extends ServiceContext {
  readonly publicUrl: string | undefined;
  /** The url of a status as the API shows it, with its variables expanded. */
  readonly presentUrl: (shown: CommitStatusInContext, links: Links) => string;
}
