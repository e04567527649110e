/** A move into the database that is not finished; see the migration. */
export interface MovesTable {
  readonly id: number;
  readonly source: string;
  /** `RowCounts` as JSON. */
  readonly progress: string;
}
