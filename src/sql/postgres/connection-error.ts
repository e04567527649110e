import { ServiceError } from '../../domain/error.ts';
import { describeAddress, type PostgresSettings, userOf } from './connection-settings.ts';

const setting = '--database-url (SIGNALBOX_DATABASE_URL)';

interface Place {
  readonly address: string;
  readonly user: string;
  readonly reason: string;
}

/** What to tell people of an error when they start, by its code; the first that fits counts. */
const explanations: readonly (readonly [RegExp, (place: Place) => string])[] = [
  [
    /^28P01$/,
    ({ address, user, reason }) =>
      `${address} refused the user ${user} (${reason}). Check the user and the password in ${setting}.`,
  ],
  [
    /^28000$/,
    ({ address, user, reason }) =>
      `${address} does not let the user ${user} in like this (${reason}). Check the user and sslmode in ${setting}, and the rules of pg_hba.conf there.`,
  ],
  [
    /^3D000$/,
    ({ address }) => `${address} does not exist. Make it with createdb --encoding=UTF8, or name another in ${setting}.`,
  ],
  [
    /^(42501|3F000)$/,
    ({ address, user, reason }) =>
      `The user ${user} may not make tables in ${address} (${reason}). Let the user own the database, or grant create on its schema.`,
  ],
  [
    /^53300$/,
    ({ address }) =>
      `${address} takes no more connections. Raise max_connections there, or lower --database-pool-size (SIGNALBOX_DATABASE_POOL_SIZE) here.`,
  ],
  [
    /^(42P07|42703)$/,
    ({ address, reason }) =>
      `${address} has tables of another program (${reason}). Give Signalbox a database, or a schema, of its own.`,
  ],
  [/^57P03$/, ({ address, reason }) => `${address} is not ready (${reason}). Try again in a moment.`],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    ({ address, reason }) =>
      `The certificate of ${address} was made for another host (${reason}). Name that one in ${setting}, or check the authority alone with sslmode=verify-ca.`,
  ],
  [
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)/,
    ({ address, reason }) =>
      `The certificate of ${address} cannot be trusted (${reason}). Name the authority that signed it with sslrootcert=FILE in ${setting}.`,
  ],
];

const noTls = /does not support SSL/;
const noConnection = /^(E[A-Z]+|08\w{3})$/;

/** The failure to open a database, with what to do about it; anything else is returned as it came. Never shows the password. */
export function explainConnectionError(error: unknown, settings: PostgresSettings): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const code = 'code' in error ? String(error.code) : '';
  const place = { address: describeAddress(settings.url), user: userOf(settings.url), reason: reasonOf(error) };
  const [, explain] = explanations.find(([pattern]) => pattern.test(code)) ?? [];
  const message = explain?.(place) ?? explainLostConnection(error, code, place);
  return message === undefined ? error : new ServiceError('unavailable', message, { cause: error });
}

function explainLostConnection(error: Error, code: string, { address, reason }: Place): string | undefined {
  if (noTls.test(error.message)) return `${address} speaks no TLS, and sslmode in ${setting} asks for it.`;
  const isLost = noConnection.test(code) || (code === '' && /timeout|terminated/i.test(error.message));
  return isLost ? `${address} cannot be reached (${reason}). Is it running, and is ${setting} right?` : undefined;
}

/** An attempt at several addresses of a host fails with one error for each, and says nothing itself. */
function reasonOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(({ message }) => message).join('; ') : error.message;
}
