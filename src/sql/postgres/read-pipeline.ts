import { Client, type ClientConfig } from 'pg';
import type { SendPrepared } from '../prepared-query.ts';
import { findPreparedName } from '../prepared-statements.ts';
import { breaksConnection, toDomainError } from './driver-error.ts';

/**
 * One connection that many short questions share: each is sent without waiting for the answers to those before it, which halves
 * what a question costs us. A long one would hold up all behind it, so only those that look into an index belong here.
 */
export class ReadPipeline implements AsyncDisposable {
  readonly #config: ClientConfig;
  #connecting: Promise<Client> | undefined;

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  readonly send: SendPrepared = async (text, values) => {
    try {
      return await this.#send(text, values);
    } catch (error) {
      throw toDomainError(error);
    }
  };

  async [Symbol.asyncDispose](): Promise<void> {
    const client = await this.#connecting?.catch(() => undefined);
    this.#connecting = undefined;
    await client?.end();
  }

  async #send(text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
    this.#connecting ??= this.#open();
    const connecting = this.#connecting;
    const client = await connecting;
    try {
      const { rows } = await client.query({ name: findPreparedName(text), text, values: [...values] });
      return rows;
    } catch (error) {
      if (breaksConnection(error)) this.#leave(connecting, client);
      throw error;
    }
  }

  /** Those who have asked already still get their answers. */
  #leave(connecting: Promise<Client>, client: Client): void {
    if (this.#connecting !== connecting) return;
    this.#connecting = undefined;
    client.end().catch(() => {});
  }

  /** Whoever asks after the connection was lost opens the next one. */
  #open(): Promise<Client> {
    const client = new Client({ ...this.#config, pipeline: true });
    const connecting = client.connect().then(() => client);
    const forget = () => {
      // The end of this one may be told when there is another already.
      if (this.#connecting === connecting) this.#connecting = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    connecting.catch(forget);
    return connecting;
  }
}
