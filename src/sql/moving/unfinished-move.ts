import { ServiceError } from '../../domain/error.ts';

/** Told of a database that is not whole, because the move into it was interrupted. */
export function unfinishedMove(name: string, source: string): ServiceError {
  return new ServiceError(
    'conflict',
    `A move from ${source} into ${name} is not finished. Run signalbox migrate from there to here again: it goes on where it was.`,
  );
}
