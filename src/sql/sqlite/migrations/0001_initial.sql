-- Conventions: instants are whole microseconds since 1970 (UTC), UUIDs and hashes are bytes. Every table of a repository
-- leads its primary key with repository_id. Rows hang on a commit's small number, which grows, and not on its hash: hashes
-- are random, and rows keyed by them would be written all over the file.

-- Numbers of workspaces and repositories are never given twice: a request may still hold that of a removed one.
create table workspaces (
  id integer primary key autoincrement,
  uuid blob not null unique,
  slug text not null unique,
  name text not null,
  created_on integer not null
) strict;

create table repositories (
  id integer primary key autoincrement,
  uuid blob not null unique,
  workspace_id integer not null references workspaces (id),
  slug text not null,
  name text not null,
  git_directory text,
  created_on integer not null,
  -- Since when it counts as gone, while its rows are being deleted.
  removed_on integer
) strict;

create unique index repositories_by_slug on repositories (workspace_id, slug) where removed_on is null;

-- message, author and date are Git's; null where the repository has no Git directory.
create table commits (
  repository_id integer not null references repositories (id),
  id integer not null,
  hash blob not null,
  message text,
  author text,
  date text,
  primary key (repository_id, id),
  unique (repository_id, hash)
) strict, without rowid;

create table commit_statuses (
  repository_id integer not null,
  commit_id integer not null,
  key text not null,
  uuid blob not null,
  state text not null,
  name text not null,
  description text not null,
  url text not null,
  refname text,
  author text,
  created_on integer not null,
  updated_on integer not null,
  primary key (repository_id, commit_id, key),
  foreign key (repository_id, commit_id) references commits (repository_id, id)
) strict, without rowid;

-- The statuses of a pull request's source branch.
create index commit_statuses_by_refname on commit_statuses (repository_id, refname, commit_id)
where refname is not null;

-- The history: one row for every accepted write, holding what the status said after it. Never changed.
create table status_events (
  repository_id integer not null,
  id integer not null,
  commit_id integer not null,
  key text not null,
  state text not null,
  name text not null,
  description text not null,
  url text not null,
  refname text,
  author text,
  occurred_on integer not null,
  primary key (repository_id, id),
  foreign key (repository_id, commit_id) references commits (repository_id, id)
) strict, without rowid;

create index status_events_by_commit on status_events (repository_id, commit_id, key);

create table access_tokens (
  id integer primary key,
  name text not null,
  hash blob not null unique,
  created_on integer not null
) strict;
