import { type Static, Type } from 'typebox';
import { auditActions } from '../../domain/audit-event.ts';

const optional = (text: string) => Type.Union([Type.String(), Type.Null()], { description: text });

/** One entry of the audit, on a page or as a line of an export. */
export const AuditEventAnswer = Type.Object(
  {
    type: Type.Literal('audit_event'),
    id: Type.Integer({ description: 'Grows within the repository, and for what concerns the whole server.' }),
    occurred_on: Type.String({ format: 'date-time' }),
    action: Type.Unsafe<(typeof auditActions)[number]>({ type: 'string', enum: auditActions }),
    account: Type.Union([Type.Object({ uuid: Type.String(), name: Type.String() }), Type.Null()], {
      description:
        'Who did it, as the account was then. `null` for the server itself, and for commands on its machine.',
    }),
    token: Type.Union([Type.Object({ uuid: Type.String() }), Type.Null()], {
      description: 'The access token that was used.',
    }),
    address: optional('Where the request came from.'),
    repository: Type.Union([Type.Object({ full_name: Type.String() }), Type.Null()], {
      description: 'Where it was done, by its name at that time.',
    }),
    subject: optional('What it was done to: the key of a status, the number of a pull request, else a UUID or a name.'),
    commit: Type.Union([Type.Object({ hash: Type.String() }), Type.Null()], { description: 'Of a status.' }),
    details: Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      additionalProperties: true,
      description: 'What changed, where that matters: the state of a status and the one before, the scopes of a token.',
    }),
  },
  { description: 'Somebody did something.' },
);

export type AuditEventAnswer = Static<typeof AuditEventAnswer>;

export const auditEventExample: AuditEventAnswer = {
  type: 'audit_event',
  id: 42,
  occurred_on: '2025-01-02T03:04:05.678901+00:00',
  action: 'status.overwritten',
  account: { uuid: '{11111111-2222-3333-4444-555555555555}', name: 'ci' },
  token: { uuid: '{66666666-7777-8888-9999-aaaaaaaaaaaa}' },
  address: '192.0.2.7',
  repository: { full_name: 'my-workspace/my-repo' },
  subject: 'MY-BUILD',
  commit: { hash: 'e10dae226959c2194f2b07b077c07762d93821cf' },
  details: { state: 'SUCCESSFUL', old_state: 'FAILED' },
};
