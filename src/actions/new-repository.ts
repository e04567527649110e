import { randomUUID } from 'node:crypto';
import { bracedUuid, type RepositoryAddress } from '../domain/repository.ts';
import {
  changeProject,
  defaultRepositorySettings,
  type RepositorySettingsChange,
} from '../domain/repository-settings.ts';
import type { NewRepository } from '../store/repository-store.ts';
import type { ActionContext } from './context.ts';

/** A repository as it begins, in a workspace that may be new too. What is not said of it is as by default. */
export function newRepository(
  { clock }: Pick<ActionContext, 'clock'>,
  address: RepositoryAddress,
  settings: RepositorySettingsChange = {},
): NewRepository {
  const usual = defaultRepositorySettings(address.slug);
  return {
    address,
    uuid: bracedUuid(randomUUID()),
    workspaceUuid: bracedUuid(randomUUID()),
    settings: { ...usual, ...settings, project: changeProject(usual.project, settings.project) },
    createdOn: clock.now(),
  };
}
