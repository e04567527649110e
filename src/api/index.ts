import type { FastifyInstance } from 'fastify';
import { getBuildStatus } from './commit-statuses/get-build-status.ts';
import { listCommitStatuses } from './commit-statuses/list-commit-statuses.ts';
import { postBuildStatus } from './commit-statuses/post-build-status.ts';
import { putBuildStatus } from './commit-statuses/put-build-status.ts';
import { type ApiContext, registerEndpoint } from './endpoint.ts';

/** Every operation, in the order of the documentation. */
const endpoints = [listCommitStatuses, postBuildStatus, getBuildStatus, putBuildStatus];

export function registerApi(app: FastifyInstance, context: ApiContext): void {
  for (const create of endpoints) registerEndpoint(app, context, create(context));
}
