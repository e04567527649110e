/** Who makes a request. */
export interface Caller {
  /** Absent when the request names nobody. */
  readonly name?: string | undefined;
  readonly mayWrite: boolean;
}
