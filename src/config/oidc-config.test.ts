import { describe, expect, test } from 'vitest';
import { type Config, parseConfig } from './config.ts';
import type { GivenOptions } from './options.ts';

const client = { oidcClientId: 'signalbox', oidcClientSecret: 'hush-hush' };

function parse(flags: GivenOptions, mode: Config['mode'] = 'serve') {
  return parseConfig(mode, { flags, environment: {} }).oidc;
}

describe('a provider of OpenID Connect', () => {
  test.each([
    'https://login.example.com',
    'https://login.example.com/realms/acme',
    'https://login.example.com/',
    'https://10.0.0.7:8443',
    'http://localhost:9000',
    'http://127.0.0.1:9000/oidc',
    'http://[::1]:9000',
  ])('is at %s, spelled as it was given', (oidcIssuer) => {
    expect(parse({ oidcIssuer, ...client })).toEqual({
      issuer: oidcIssuer,
      clientId: 'signalbox',
      clientSecret: 'hush-hush',
    });
  });

  test.each([
    'login.example.com',
    'http://login.example.com',
    'http://10.0.0.7',
    'http://localhost.example.com',
    'ftp://login.example.com',
    'https://user:secret@login.example.com',
    'https://login.example.com?x=1',
    'https://login.example.com#x',
  ])('is not at %s', (oidcIssuer) => {
    expect(() => parse({ oidcIssuer, ...client })).toThrow('begins with https://');
  });

  test('is absent unless it is named, and in development', () => {
    expect(parse({})).toBeUndefined();
    expect(parse({ oidcIssuer: 'https://login.example.com', ...client }, 'dev')).toBeUndefined();
  });

  test('needs all three settings, and a problem with one repeats no secret', () => {
    const wrong = () => parse({ oidcClientSecret: 'hush-hush' });

    expect(wrong).toThrow(
      '--oidc-issuer (SIGNALBOX_OIDC_ISSUER) and --oidc-client-id (SIGNALBOX_OIDC_CLIENT_ID) is missing',
    );
    expect(wrong).not.toThrow('hush-hush');
  });
});
