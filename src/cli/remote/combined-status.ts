import { type BuildState, buildStates } from '../../domain/build-state.ts';
import { type CombinedState, combinedStates } from '../../domain/combined-status.ts';
import { ServiceError } from '../../domain/error.ts';

/** What a server says of a commit. */
export interface RemoteCombinedStatus {
  /** The whole hash. */
  readonly commit: string;
  readonly state: CombinedState;
  readonly isFinal: boolean;
  readonly keys: Readonly<Record<BuildState, readonly string[]>>;
  readonly missing: readonly string[];
  /** As the server has sent it. */
  readonly raw: unknown;
}

/** Reads the answer of a server, which may be another than ours. Throws internal when it is not a combined status. */
export function readCombinedStatus(raw: unknown): RemoteCombinedStatus {
  const body = toObject(raw);
  const keys = toObject(body.keys);
  const state = combinedStates.find((known) => known === body.state);
  const { hash } = toObject(body.commit);
  const lists = [...buildStates.map((one) => keys[one]), body.missing];
  if (state === undefined || typeof hash !== 'string' || !lists.every(isTexts)) {
    throw new ServiceError(
      'internal',
      'The server answers what is no combined status: is it Signalbox, and new enough?',
    );
  }
  const [SUCCESSFUL = [], FAILED = [], INPROGRESS = [], STOPPED = [], missing = []] = lists;
  return {
    commit: hash,
    state,
    isFinal: body.is_final === true,
    keys: { SUCCESSFUL, FAILED, INPROGRESS, STOPPED },
    missing,
    raw,
  };
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
