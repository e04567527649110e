import { type Static, Type } from 'typebox';
import { defaultRules } from '../../domain/commit-status.ts';
import { maxSecretLength } from '../../domain/webhook-subscription.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { Link, optionalSwitch, optionalText } from '../schemas.ts';

const Url = Type.Unsafe<string>({
  type: 'string',
  format: 'build-url',
  minLength: 1,
  maxLength: defaultRules.maxUrlLength,
  description: 'Where events are to be delivered: http or https.',
});

const Events = Type.Unsafe<string | readonly string[]>({
  type: ['array', 'string'],
  items: { type: 'string' },
  minItems: 1,
  description: 'What to deliver, e.g. `repo:commit_status_created`.',
});

const settings = {
  description: optionalText(defaultRules.maxDescriptionLength, 'What it is for.'),
  active: optionalSwitch('Whether events are to be delivered.'),
  secret: optionalText(maxSecretLength, 'Signs the deliveries. It is never shown; `null` or `""` removes it.'),
  skip_cert_verification: optionalSwitch('Whether the certificate of the receiver goes unchecked.'),
  history_enabled: optionalSwitch('Whether deliveries are to be recorded.'),
};

const example = {
  description: 'Tell the chat',
  url: 'https://chat.example.org/hooks/builds',
  active: true,
  events: ['repo:commit_status_created', 'repo:commit_status_updated'],
};

export const WebhookBody = Type.Object({ url: Url, events: Events, ...settings }, { examples: [example] });

export const WebhookChanges = Type.Object(
  { url: Type.Optional(Url), events: Type.Optional(Events), ...settings },
  { examples: [{ active: false }] },
);

export type WebhookChanges = Static<typeof WebhookChanges>;

export const WebhookAnswer = Type.Object(
  {
    type: Type.Literal('webhook_subscription'),
    uuid: Type.String(),
    url: Type.String(),
    description: Type.String(),
    subject_type: Type.Literal('repository'),
    subject: RepositoryReference,
    active: Type.Boolean(),
    events: Type.Array(Type.String()),
    secret_set: Type.Boolean({ description: 'Whether there is a secret.' }),
    skip_cert_verification: Type.Boolean(),
    history_enabled: Type.Boolean(),
    read_only: Type.Boolean(),
    source: Type.Null(),
    created_at: Type.String({ format: 'date-time' }),
    links: Type.Object({ self: Link }),
  },
  { description: 'What a receiver wants to be told of.' },
);
