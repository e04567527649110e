import type { CommitStatusContent } from '../../domain/commit-status.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';
import { bytesToHex, uuidToBytes } from '../binary.ts';

/** A `status_entry` of the database: its members, in their order. */
const columns = [
  'n',
  'commit',
  'key',
  'state',
  'name',
  'description',
  'url',
  'refname',
  'author',
  'at',
  'account',
  'overwrites',
  'build_number',
  'is_update',
  'uuid',
  'created_on',
  'repository_name',
  'account_uuid',
  'account_name',
  'token_uuid',
  'address',
] as const;

/** What `put_commit_statuses` takes of a change. */
export type StatusEntry = {
  -readonly [Column in (typeof columns)[number]]: string | number | boolean | undefined;
};

/** With what a status begins, should it be new. */
export interface StatusOrigin {
  readonly uuid: string;
  readonly createdOn: Instant;
}

interface NumberedChange {
  /** In the batch, from 1. */
  readonly n: number;
  /** The number of its commit. */
  readonly commit: number;
  /** What it makes of its status. */
  readonly content: CommitStatusContent;
}

export function toStatusEntry(
  {
    kind,
    key,
    author,
    at,
    accountId,
    overwritesOthers = false,
    buildNumber,
    audit,
  }: CommitStatusReplacement | CommitStatusUpdate,
  { n, commit, content }: NumberedChange,
): StatusEntry {
  const { state, name, description, url, refname } = content;
  return {
    ...{ n, commit, key, state, name, description, url, refname, author, at },
    account: accountId,
    overwrites: overwritesOthers,
    build_number: buildNumber,
    is_update: kind === 'update',
    uuid: undefined,
    created_on: undefined,
    repository_name: audit?.repositoryName,
    account_uuid: toByteText(audit?.account?.uuid),
    account_name: audit?.account?.name,
    token_uuid: toByteText(audit?.tokenUuid),
    address: audit?.address,
  };
}

/** Makes the entry the one that tells what the row of its status is to hold. */
export function beginWith(entry: StatusEntry, { uuid, createdOn }: StatusOrigin): void {
  entry.uuid = toByteText(uuid);
  entry.created_on = createdOn;
}

function toByteText(uuid: string | undefined): string | undefined {
  return uuid && `\\x${bytesToHex(uuidToBytes(uuid))}`;
}

/**
 * The entries as PostgreSQL reads an array of rows
 * (https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX). It reads JSON fifteen times as slowly.
 */
export function formatStatusEntries(entries: readonly StatusEntry[]): string {
  return `{${entries.map(formatEntry).join(',')}}`;
}

function formatEntry(entry: StatusEntry): string {
  return `"(${columns.map((column) => formatMember(entry[column])).join(',')})"`;
}

/**
 * Nothing at all stands for null. A text is quoted in its row, and the row in the array, which quotes the quotes again: both at
 * once, because doing one after the other takes longer than all the rest.
 */
function formatMember(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? `\\"${value.replace(/["\\]/g, '\\\\\\$&')}\\"` : String(value);
}
