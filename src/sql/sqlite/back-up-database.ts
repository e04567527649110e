import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fileIsThere, publishFile, toFileError, unfinishedName } from '../publish-file.ts';
import { fileMode } from './database-file.ts';
import { toDomainError } from './driver-error.ts';

/** 4 MiB at a time: often enough for those who watch, and to be stopped. */
const pagesInStep = 1024;

/** How far a backup is, in pages of the database. */
export interface BackupProgress {
  start(pages: number): Promise<void>;
  advance(pages: number): void;
}

export interface BackupFile {
  /** The whole path. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Copies a database, as it is at the beginning, into a new file, while others go on reading and writing. The file appears
 * when it is whole. Throws conflict when there is one already, and unavailable when it cannot be written.
 */
export async function backUpDatabase(path: string, target: string, progress: BackupProgress): Promise<BackupFile> {
  const file = resolve(target);
  if (existsSync(file)) throw fileIsThere(file);
  const unfinished = unfinishedName(file);
  try {
    closeSync(openSync(unfinished, 'wx', fileMode));
    await copy(path, unfinished, progress);
    publishFile(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    rmSync(`${unfinished}-journal`, { force: true });
    throw toFileError(toDomainError(error), file);
  }
  return { file, bytes: statSync(file).size };
}

async function copy(path: string, target: string, progress: BackupProgress): Promise<void> {
  using database = new DatabaseSync(path);
  // SQLite begins anew after each write of another process, and so would never end beside a busy server: unless it reads one
  // state of the database throughout. What is written meanwhile gathers in the log, as for any long read.
  database.exec('begin');
  const pages = Number(database.prepare('select page_count from pragma_page_count').get()?.page_count);
  await progress.start(pages);
  let remaining = pages;
  await backup(database, target, {
    rate: pagesInStep,
    progress({ remainingPages }) {
      progress.advance(remaining - remainingPages);
      remaining = remainingPages;
    },
  });
  progress.advance(remaining);
}
