import { randomUUID } from 'node:crypto';
import { bracedUuid, type RepositoryAddress } from '../domain/repository.ts';
import { defaultRepositorySettings, type RepositorySettings } from '../domain/repository-settings.ts';
import type { NewRepository } from '../store/repository-store.ts';
import type { ActionContext } from './context.ts';

/** A repository as it begins, in a workspace that may be new too. What is not said of it is as by default. */
export function newRepository(
  { clock }: Pick<ActionContext, 'clock'>,
  address: RepositoryAddress,
  settings: Partial<RepositorySettings> = {},
): NewRepository {
  return {
    address,
    uuid: bracedUuid(randomUUID()),
    workspaceUuid: bracedUuid(randomUUID()),
    settings: { ...defaultRepositorySettings(address.slug), ...settings },
    createdOn: clock.now(),
  };
}
