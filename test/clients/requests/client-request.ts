/**
 * A request in the manner of a client of Bitbucket, as its source or a recording shows it, and what that client needs back.
 * The values are invented.
 */
export interface ClientRequest {
  readonly client: string;
  readonly sends: string;
  /**
   * As `sendRecorded` takes it. `<uuid>` stands for that of the repository, `<bare-uuid>` for the same without braces,
   * `<token>` for an access token.
   */
  readonly request: string;
  /** Some of the answer, for `toMatchObject`. */
  readonly needs: {
    readonly status: number;
    readonly reason?: string;
    readonly headers?: object;
    readonly text?: unknown;
    readonly body?: unknown;
  };
  /** `dev` unless told. */
  readonly server?: ServerKind;
}

export type ServerKind = 'dev' | 'strict' | 'serve';
