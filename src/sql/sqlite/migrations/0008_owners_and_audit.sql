-- Whose a status is: the account that made it; null where nobody had an account yet, until somebody writes it again. No foreign
-- key: no account is ever deleted, and the key would be checked for every status.
alter table commit_statuses add column owner_id integer;

-- Who did what to which status, token, webhook, repository, from where, when. Never changed, and never deleted: it outlives the
-- repository, the account and the token that it tells of, and so holds their names and not their numbers. 0 in repository_id is
-- the whole server. details is a JSON object; a subject is a key, a number, a UUID or a name.
create table audit_events (
  repository_id integer not null,
  id integer not null,
  occurred_on integer not null,
  action text not null,
  account_uuid blob,
  account_name text,
  token_uuid blob,
  address text,
  repository_name text,
  subject text,
  commit_hash blob,
  details text,
  primary key (repository_id, id)
) strict, without rowid;

-- Of all repositories, newest first.
create index audit_events_by_time on audit_events (occurred_on, repository_id, id);

-- By what a repository is known that is no more.
create index audit_events_of_removals on audit_events (subject) where action = 'repository.removed';
