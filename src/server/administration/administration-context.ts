import type { ActionContext } from '../../actions/context.ts';

/** What the commands of administrators work with: the store itself, and so with every right. */
export type AdministrationContext = Pick<ActionContext, 'store' | 'clock' | 'caller'>;

/** People want to see all there is, and a store on its own machine can give it. */
export const allOfThem = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
