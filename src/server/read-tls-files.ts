import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { type OptionName, spellOption } from '../config/options.ts';
import type { TlsTransport } from '../config/transport-config.ts';
import { ServiceError } from '../domain/error.ts';
import type { TlsCredentials } from '../http/tls-server.ts';

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'which is not there',
  EISDIR: 'which is a directory',
  EACCES: 'which this user may not read',
};

/**
 * The certificate and the key in the files, of which is known that TLS can be spoken with them. Throws invalid with a sentence
 * that names the file.
 */
export async function readTlsFiles({ certificateFile, keyFile }: TlsTransport): Promise<TlsCredentials> {
  const cert = await read('tlsCert', certificateFile);
  const key = await read('tlsKey', keyFile);
  const certificate = parseCertificate(cert, certificateFile);
  if (!certificate.checkPrivateKey(parseKey(key, keyFile))) {
    throw problem('tlsKey', `names ${keyFile}, whose key does not belong to the certificate in ${certificateFile}`);
  }
  return { cert, key };
}

async function read(option: OptionName, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw problem(option, `names ${file}, ${unreadable[code] ?? `which cannot be read (${code})`}`, cause);
  }
}

function parseCertificate(pem: Buffer, file: string): X509Certificate {
  try {
    // Looks at the whole file, in which those that lead to the authority may follow; the other only at the first.
    createSecureContext({ cert: pem });
    return new X509Certificate(pem);
  } catch (cause) {
    throw problem('tlsCert', `names ${file}, which holds no certificate for TLS in PEM (${reasonOf(cause)})`, cause);
  }
}

function parseKey(pem: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    const what = pem.includes('ENCRYPTED')
      ? 'whose key is locked by a passphrase: unlock it with openssl pkey'
      : `which holds no private key in PEM (${reasonOf(cause)})`;
    throw problem('tlsKey', `names ${file}, ${what}`, cause);
  }
}

/** OpenSSL's own words, such as `no start line`, which tells nothing of what is in the file. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'reason' in cause ? String(cause.reason) : 'unreadable';
}

function problem(option: OptionName, what: string, cause?: unknown): ServiceError {
  return new ServiceError('invalid', `${spellOption(option)} ${what}.`, { cause });
}
