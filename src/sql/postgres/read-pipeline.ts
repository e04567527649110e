import { Client, type QueryResult } from 'pg';
import { type PostgresSettings, toClientConfig } from './connection-settings.ts';

/**
 * One connection that many short questions share: each is sent without waiting for the answers to those before it, which halves
 * what a question costs us. A long one would hold up all behind it, so only those that look into an index belong here.
 */
export class ReadPipeline implements AsyncDisposable {
  readonly #settings: PostgresSettings;
  #connecting: Promise<Client> | undefined;

  constructor(settings: PostgresSettings) {
    this.#settings = settings;
  }

  async query(name: string, text: string, values: readonly unknown[]): Promise<QueryResult> {
    this.#connecting ??= this.#open();
    const client = await this.#connecting;
    return client.query({ name, text, values: [...values] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const client = await this.#connecting?.catch(() => undefined);
    this.#connecting = undefined;
    await client?.end();
  }

  /** Whoever asks after the connection was lost opens the next one. */
  #open(): Promise<Client> {
    const client = new Client({ ...toClientConfig(this.#settings), pipeline: true });
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
