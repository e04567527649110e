import type { FastifyInstance } from 'fastify';
import { listAuditEvents } from '../actions/list-audit-events.ts';
import { auditActions } from '../domain/audit-event.ts';
import { isAnonymous } from '../domain/caller.ts';
import { parseFullName } from '../domain/repository.ts';
import { callerOf } from '../http/authentication.ts';
import { answerPage } from './answer-page.ts';
import { AuditPage, type TypedAuditSearch } from './audit-page.tsx';
import { textIn } from './form.ts';
import { signInPath, sitePaths } from './site-paths.ts';
import { visitorOf } from './visitor.ts';
import type { WebContext } from './web-context.ts';

const pageLength = 50;

export function registerAuditPage(app: FastifyInstance, context: WebContext): void {
  app.get(sitePaths.audit, { schema: { hide: true } }, async (request, reply) => {
    const caller = callerOf(request);
    if (isAnonymous(caller)) return reply.redirect(signInPath(request.url), 303);
    const typed = readSearch(request.query);
    const page = readPage(request.query);
    const range = { offset: (page - 1) * pageLength, limit: pageLength + 1 };
    const found = await listAuditEvents({ ...context, caller }, toSearch(typed), range);
    const visitor = visitorOf(request);
    const model = {
      typed,
      events: found.slice(0, pageLength),
      newerPath: page > 1 ? pathOf(typed, page - 1) : undefined,
      olderPath: found.length > pageLength ? pathOf(typed, page + 1) : undefined,
      now: context.clock.now(),
      visitor,
    };
    return answerPage(reply, visitor, <AuditPage {...model} />);
  });
}

function readSearch(query: unknown): TypedAuditSearch {
  const sent = textIn(query, 'action');
  return {
    repository: textIn(query, 'repository').trim(),
    account: textIn(query, 'account').trim(),
    action: auditActions.find((action) => action === sent) ?? '',
  };
}

function readPage(query: unknown): number {
  const sent = textIn(query, 'page');
  return /^[1-9]\d{0,5}$/.test(sent) ? Number(sent) : 1;
}

function toSearch({ repository, account, action }: TypedAuditSearch) {
  return {
    address: repository === '' ? undefined : parseFullName(repository),
    account: account || undefined,
    action: action || undefined,
  };
}

function pathOf(typed: TypedAuditSearch, page: number): string {
  const parameters = Object.entries({ ...typed, page: String(page) }).filter(([, value]) => value !== '');
  return `${sitePaths.audit}?${new URLSearchParams(parameters)}`;
}
