import { expect, test } from 'vitest';
import { explainConnectionError } from './connection-error.ts';

const settings = {
  url: 'postgres://alice:pass-word@db.example.com/builds',
  poolSize: 2,
  statementTimeoutMs: 0,
  lockTimeoutMs: 0,
};

test.each([
  ['28P01', 'refused the user alice (as it said). Check the user and the password in --database-url'],
  ['28000', 'does not let the user alice in like this (as it said). Check the user and sslmode'],
  ['3D000', 'does not exist. Make it with createdb'],
  ['42501', 'The user alice may not make tables in postgres://db.example.com/builds (as it said)'],
  ['53300', 'takes no more connections. Raise max_connections there, or lower --database-pool-size'],
  ['42P07', 'has tables of another program (as it said). Give Signalbox a database, or a schema, of its own.'],
  ['57P03', 'is not ready (as it said). Try again in a moment.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'cannot be trusted (as it said). Name the authority that signed it with sslrootcert='],
  ['CERT_HAS_EXPIRED', 'cannot be trusted (as it said)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'was made for another host (as it said). Name that one in --database-url'],
  ['ECONNREFUSED', 'cannot be reached (as it said). Is it running'],
])('explains %s, and does not show the password', (code, text) => {
  const error = explainConnectionError(Object.assign(new Error('as it said'), { code }), settings);

  expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining(text) });
  expect(error).toMatchObject({ message: expect.stringContaining('postgres://db.example.com/builds') });
  expect(error).toMatchObject({ message: expect.not.stringContaining('pass-word') });
});

test('leaves an error alone of which it knows nothing', () => {
  const error = Object.assign(new Error('syntax error'), { code: '42601' });

  expect(explainConnectionError(error, settings)).toBe(error);
});
