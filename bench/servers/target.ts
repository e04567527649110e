import type { ScenarioName } from '../load/scenarios.ts';
import type { Usage } from './usage.ts';

/** Something that is measured: one server or several that answer as one. */
export interface Target {
  readonly name: string;
  readonly baseUrls: readonly string[];
  readonly token: string;
  /** Answers every request with the same bytes. */
  readonly isFixed: boolean;
  /** Of all its processes together. */
  usage(): Promise<Usage>;
  /** Called before a scenario is measured on it. */
  prepare?(scenario: ScenarioName): Promise<void>;
}
