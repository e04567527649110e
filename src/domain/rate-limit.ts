/** How many requests may be made in how long a time. */
export interface RateLimit {
  readonly requests: number;
  readonly per: 'second' | 'minute' | 'hour';
}
