/** Hears that a repository, or any repository at all, may have changed. */
export type Hear = (repositoryId?: number) => void;

/** How processes on one database tell each other that something is new; what it is, the tables say. */
export interface ChangeSignal extends AsyncDisposable {
  /** Tells other processes of a repository that has been written to; does not wait for them. */
  announce(repositoryId: number): void;
  /** Hears of what other processes write, until it is disposed of. What was written meanwhile may be told as `any`. */
  listen(hear: Hear): Disposable;
}
