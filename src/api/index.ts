import type { FastifyInstance } from 'fastify';
import { type ApiContext, registerEndpoint } from './endpoint.ts';
import { getBuildStatus } from './get-build-status.ts';
import { listCommitStatuses } from './list-commit-statuses.ts';
import { postBuildStatus } from './post-build-status.ts';
import { putBuildStatus } from './put-build-status.ts';

/** Every operation, in the order of the documentation. */
const endpoints = [listCommitStatuses, postBuildStatus, getBuildStatus, putBuildStatus];

export function registerApi(app: FastifyInstance, context: ApiContext): void {
  for (const create of endpoints) registerEndpoint(app, context, create(context));
}
