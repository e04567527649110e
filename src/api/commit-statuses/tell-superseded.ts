import type { FastifyReply } from 'fastify';
import type { WrittenCommitStatusInContext } from '../../actions/commit-status-in-context.ts';

/** Says that a report came too late, from an older run of the build than that of the number: what is answered is what stands. */
export function tellSuperseded(reply: FastifyReply, { isSuperseded, status }: WrittenCommitStatusInContext): void {
  if (isSuperseded) reply.header('signalbox-superseded', `by build ${status.buildNumber}`);
}
