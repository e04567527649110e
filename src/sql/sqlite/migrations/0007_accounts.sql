-- breaking: a server that does not know scopes would let every token do everything
-- Who may do what. 0 in workspace_id and repository_id is none: with both, a right counts on the whole server.
create table accounts (
  id integer primary key autoincrement,
  uuid blob not null unique,
  kind text not null,
  -- Names and e-mail addresses are in lower case.
  name text not null unique,
  display_name text not null,
  email text unique,
  password_hash text,
  oidc_issuer text,
  oidc_subject text,
  is_active integer not null,
  created_on integer not null,
  unique (oidc_issuer, oidc_subject)
) strict;

create table account_permissions (
  account_id integer not null references accounts (id),
  workspace_id integer not null,
  repository_id integer not null,
  level text not null,
  primary key (account_id, workspace_id, repository_id)
) strict, without rowid;

create index account_permissions_by_repository on account_permissions (repository_id);

-- Until now each token was somebody's who could do everything.
insert into accounts (uuid, kind, name, display_name, is_active, created_on)
select
  -- What the API has called the administrator until now, whom pull requests may name as their author.
  case lower(name) when 'administrator' then x'ef400ca67b29551ea889c6ad483fc657' else
    unhex(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2) || substr('89AB', 1 + abs(random() % 4), 1)
    || substr(hex(randomblob(2)), 2) || hex(randomblob(6))) end,
  'service', lower(name), name, 1, min(created_on)
from access_tokens group by lower(name);

-- Scopes are separated by spaces; key_patterns is a JSON array, null for every key. The hash has a new name, so that a server
-- of before, should one still run, lets nobody in.
create table tokens (
  id integer primary key autoincrement,
  uuid blob not null unique,
  kind text not null,
  account_id integer not null references accounts (id),
  name text not null,
  secret_hash blob not null unique,
  workspace_id integer not null,
  repository_id integer not null,
  scopes text not null,
  key_patterns text,
  -- The token of the consumer that it was given to.
  consumer_id integer,
  created_on integer not null,
  expires_on integer,
  last_used_on integer,
  revoked_on integer
) strict;

insert into tokens (id, uuid, kind, account_id, name, secret_hash, workspace_id, repository_id, scopes, created_on)
select access_tokens.id,
  unhex(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2) || substr('89AB', 1 + abs(random() % 4), 1)
    || substr(hex(randomblob(2)), 2) || hex(randomblob(6))),
  'token', accounts.id, access_tokens.name, hash, 0, 0,
  'repository:admin pullrequest:write webhook account:write', access_tokens.created_on
from access_tokens join accounts on accounts.name = lower(access_tokens.name);

drop table access_tokens;
alter table tokens rename to access_tokens;

create index access_tokens_by_account on access_tokens (account_id);
create index access_tokens_by_consumer on access_tokens (consumer_id) where consumer_id is not null;
create index access_tokens_by_repository on access_tokens (repository_id) where repository_id <> 0;

create table sessions (
  id integer primary key autoincrement,
  hash blob not null unique,
  account_id integer not null references accounts (id),
  -- Null unless somebody signed in with a token.
  token_id integer,
  created_on integer not null,
  expires_on integer not null
) strict;

create index sessions_by_account on sessions (account_id);
create index sessions_by_end on sessions (expires_on);
