import { randomUUID } from 'node:crypto';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import { bracedUuid, type RepositoryAddress } from '../domain/repository.ts';
import {
  changeProject,
  defaultRepositorySettings,
  type RepositorySettingsChange,
} from '../domain/repository-settings.ts';
import type { NewRepository } from '../store/repository-store.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';

/** The entry of the audit for a repository that is added; which number it has, the store knows. */
export function auditOfNewRepository(
  context: Pick<ActionContext, 'caller' | 'clock'>,
  { address, uuid, settings }: NewRepository,
): NewAuditEvent {
  const event = auditOf(context, 'repository.created', { subject: uuid, details: { is_private: settings.isPrivate } });
  return { ...event, repository: { id: 0, name: `${address.workspace}/${address.slug}` } };
}

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
