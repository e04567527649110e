/** Who did something, as far as it is known: whoever signs in is believed about the name, which gives the UUID. */
export interface Account {
  /** In braces. */
  readonly uuid: string;
  readonly name: string;
}
