import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { listAuditEvents as list, readAuditEvents } from '../../actions/list-audit-events.ts';
import { pageParameters, parsePage, presentUncounted, uncountedPageOf } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { AuditEventAnswer, auditEventExample } from './audit-schemas.ts';
import { parseAuditSearch } from './parse-audit-search.ts';
import { presentAuditEvent, presentAuditLines } from './present-audit-event.ts';

const linesType = 'application/x-ndjson';

const text = (description: string) => Type.Optional(Type.String({ description }));

const querystring = Type.Object({
  ...pageParameters(),
  repository: text('Only what was done in this repository, `workspace/slug`; else, on the whole server.'),
  repository_uuid: text('The same by the UUID of the repository, also of one that has been removed.'),
  action: text('Only this, e.g. `token.created`.'),
  account: text('Only what this account did: a UUID in braces, or a name as it was then.'),
  since: text('From this time on, e.g. `2025-01-31` or `2025-01-31T23:59:59Z`.'),
  until: text('Before this time.'),
  format: text(`\`ndjson\`: everything at once, a line for each entry, as with \`Accept: ${linesType}\`.`),
});

const page = Type.Object(uncountedPageOf(AuditEventAnswer).properties, {
  description: 'One page of them.',
  examples: [{ page: 1, pagelen: 10, values: [auditEventExample] }],
});

export function listAuditEvents() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/audit',
    operationId: 'listAuditEvents',
    summary: 'List who did what',
    description:
      'Newest first. It needs the scope `repository:admin`, on the whole server or in the repository that is named. As NDJSON, all that matches comes in one answer, whose end is missing when something fails on the way.',
    tag: 'Audit',
    scopes: ['repository:admin'],
    schemas: { querystring },
    responses: { 200: page, 401: ErrorAnswer },
    async handle({ context, query, ...request }, reply) {
      const search = parseAuditSearch(query);
      if (wantsLines(request.raw, query.format)) {
        const stretches = await readAuditEvents(context, search);
        reply.type(`${linesType}; charset=utf-8`);
        // A HEAD would read all of it for nothing.
        return request.raw.method === 'HEAD' ? '' : Readable.from(presentAuditLines(stretches));
      }
      const asked = parsePage(query);
      const events = await list(context, search, { offset: asked.offset, limit: asked.pagelen + 1 });
      return presentUncounted(asked, events.map(presentAuditEvent), request);
    },
  });
}

function wantsLines({ headers }: FastifyRequest, format: string | undefined): boolean {
  return format === 'ndjson' || (!format && (headers.accept?.includes(linesType) ?? false));
}
