import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { ServiceError } from '../../domain/error.ts';
import { type PreparedStatement, questionOf, type SendPrepared } from '../prepared-query.ts';
import { breaksConnection, toDomainError } from './driver-error.ts';

type Rows = readonly unknown[];

interface Question {
  readonly statement: PreparedStatement;
  readonly parameters: Rows;
  readonly answer: (rows: Rows) => void;
  readonly fail: (error: unknown) => void;
}

interface Connection {
  readonly client: Client;
  readonly socket: Socket;
}

/**
 * One connection that many short questions share. Those of one turn of the event loop are sent together at its end, alike ones
 * once, and without waiting for the answers to those before them. A long one would hold up all behind it, so only those
 * that look into an index belong here.
 */
export class ReadPipeline implements AsyncDisposable {
  readonly #config: ClientConfig;
  readonly #shared = new Map<string, Promise<Rows>>();
  #asked: Question[] = [];
  #connecting: Promise<Connection> | undefined;
  #isClosed = false;

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  readonly send: SendPrepared = (statement, parameters) => {
    if (!statement.isShared) return this.#ask(statement, parameters);
    const question = questionOf(statement, parameters);
    const known = this.#shared.get(question) ?? this.#ask(statement, parameters);
    this.#shared.set(question, known);
    return known;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const connection = await this.#connecting?.catch(() => undefined);
    this.#connecting = undefined;
    for (const { fail } of this.#take()) fail(isClosing());
    await connection?.client.end();
  }

  #ask(statement: PreparedStatement, parameters: Rows): Promise<Rows> {
    if (this.#isClosed) return Promise.reject(isClosing());
    const { promise, resolve, reject } = Promise.withResolvers<Rows>();
    if (this.#asked.length === 0) setImmediate(() => this.#sendAsked());
    this.#asked.push({ statement, parameters, answer: resolve, fail: (error) => reject(toDomainError(error)) });
    return promise;
  }

  async #sendAsked(): Promise<void> {
    if (this.#asked.length === 0) return;
    this.#connecting ??= this.#open();
    const connecting = this.#connecting;
    try {
      const connection = await connecting;
      const { socket } = connection;
      // From here on, what is asked waits for the next time.
      const asked = this.#take();
      socket.cork();
      for (const question of asked) this.#sendOne(question, connecting, connection);
      socket.uncork();
    } catch (error) {
      for (const { fail } of this.#take()) fail(error);
    }
  }

  #take(): readonly Question[] {
    this.#shared.clear();
    return this.#asked.splice(0);
  }

  async #sendOne(
    { statement, parameters, answer, fail }: Question,
    connecting: Promise<Connection>,
    { client }: Connection,
  ) {
    try {
      const { name, sql } = statement;
      const { rows } = await client.query({ name, text: sql, values: [...parameters] });
      answer(rows);
    } catch (error) {
      if (breaksConnection(error)) this.#leave(connecting, client);
      fail(error);
    }
  }

  /** Those who have asked already still get their answers. */
  #leave(connecting: Promise<Connection>, client: Client): void {
    if (this.#connecting !== connecting) return;
    this.#connecting = undefined;
    client.end().catch(() => {});
  }

  /** Whoever asks after the connection was lost opens the next one. */
  #open(): Promise<Connection> {
    const socket = new Socket();
    const client = new Client({ ...this.#config, pipeline: true, stream: () => socket });
    const connecting = client.connect().then(() => ({ client, socket }));
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

function isClosing(): ServiceError {
  return new ServiceError('unavailable', 'The server is shutting down.');
}
