import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { type PreparedStatement, questionOf, type SendPrepared } from '../prepared-query.ts';
import { toDomainError } from './driver-error.ts';

type Rows = readonly unknown[];

/**
 * Reads through a connection of its own, on which nobody writes: it would see what may still be rolled back. All that is asked
 * in one turn of the event loop is read at one moment, in one transaction, which saves the locks of all but the first; and
 * what many requests ask alike is asked once. `end` comes before anybody learns of a write of ours, so that whoever waited
 * for one sees it (docs/adr/0011-one-moment-for-each-turn.md).
 */
export class TurnReads {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<PreparedStatement, StatementSync>();
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #shared = new Map<string, Rows>();
  #isOpen = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare('begin');
    this.#commit = database.prepare('commit');
  }

  readonly send: SendPrepared = async (statement, parameters) => {
    try {
      if (!this.#isOpen) this.#open();
      return statement.isShared ? this.#askOnce(statement, parameters) : this.#ask(statement, parameters);
    } catch (error) {
      throw toDomainError(error);
    }
  };

  /** What is asked from now on is read anew. */
  readonly end = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#shared.clear();
    if (this.#database.isOpen && this.#database.isTransaction) this.#commit.run();
  };

  #open(): void {
    if (!this.#database.isTransaction) this.#begin.run();
    this.#isOpen = true;
    setImmediate(this.end);
  }

  #askOnce(statement: PreparedStatement, parameters: Rows): Rows {
    const question = questionOf(statement, parameters);
    const known = this.#shared.get(question);
    if (known !== undefined) return known;
    const rows = this.#ask(statement, parameters);
    this.#shared.set(question, rows);
    return rows;
  }

  #ask(statement: PreparedStatement, parameters: Rows): Rows {
    const prepared = this.#statements.get(statement) ?? this.#prepare(statement);
    // What the query builder was given, of which its types admit only what SQLite takes.
    return prepared.all(...(parameters as SQLInputValue[]));
  }

  #prepare(statement: PreparedStatement): StatementSync {
    const prepared = this.#database.prepare(statement.sql);
    this.#statements.set(statement, prepared);
    return prepared;
  }
}
