import { ServiceError } from '../domain/error.ts';

/**
 * Works on one repository after the other until the signal is given. One that fails does not keep the others from their turn: all
 * that was wrong is thrown at the end. One that has been removed meanwhile needs nothing more.
 */
export async function inEachRepository(
  repositoryIds: readonly number[],
  signal: AbortSignal,
  work: (repositoryId: number) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const repositoryId of repositoryIds) {
    if (signal.aborted) return;
    try {
      await work(repositoryId);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'not_found') continue;
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} repositories could not be seen to.`);
}
