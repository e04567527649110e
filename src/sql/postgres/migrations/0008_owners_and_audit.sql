-- Whose a status is: the account that made it; null where nobody had an account yet, until somebody writes it again. No foreign
-- key: no account is ever deleted, and the key would lock the row of the account for every status.
alter table commit_statuses add column owner_id bigint;

-- Who did what to which status, token, webhook, repository, from where, when. Never changed, and never deleted: it outlives the
-- repository, the account and the token that it tells of, and so holds their names and not their numbers. 0 in repository_id is
-- the whole server. details is a JSON object; a subject is a key, a number, a UUID or a name.
create table audit_events (
  repository_id bigint not null,
  id bigint not null,
  occurred_on bigint not null,
  action text collate "C" not null,
  account_uuid bytea,
  account_name text collate "C",
  token_uuid bytea,
  address text collate "C",
  repository_name text collate "C",
  subject text collate "C",
  commit_hash bytea,
  details text collate "C",
  primary key (repository_id, id)
);

-- Of all repositories, newest first.
create index audit_events_by_time on audit_events (occurred_on, repository_id, id);

-- By what a repository is known that is no more.
create index audit_events_of_removals on audit_events (subject) where action = 'repository.removed';

-- A change of a status, for `put_commit_statuses`: the one of that number in the batch, from 1, and `commit` is the number of its
-- commit there. The last entry of each status
-- has what its row is to hold besides: `uuid` and `created_on`, which count when the status is new. `account` is who writes it, of
-- which the audit tells what stands from `repository_name` on; nothing, when that is null.
create type status_entry as (
  n integer,
  commit integer,
  key text,
  state text,
  name text,
  description text,
  url text,
  refname text,
  author text,
  at bigint,
  account bigint,
  overwrites boolean,
  is_update boolean,
  uuid bytea,
  created_on bigint,
  repository_name text,
  account_uuid bytea,
  account_name text,
  token_uuid bytea,
  address text
);

-- The same as before, and it knows whose the statuses are, and writes the audit.
drop function put_commit_statuses(bigint, json, json);

-- Writes many statuses of one repository in one call: one round trip, one commit. `new_commits` are the commits that the entries
-- name, numbered from 1; `entries` are the changes in their order, each of which becomes an event. Gives the rows as they are
-- afterwards.
--
-- What an account owns is overwritten by itself and by those with `overwrites`; for others, nothing is written, and the name of
-- the owner stands in `owner`. All entries of one status are of one account and either overwrite others or do not: what is
-- decided about one of them is decided about all.
--
-- The repository's lock is held to the end of the transaction. It puts the writers of all server processes in a row, so that
-- events become visible in the order of their numbers: who has read up to one of them has missed none before it. It is no row,
-- and so leaves nothing behind; writers of different repositories do not meet.
--
-- A batch is small and its tables are large, which the planner cannot see: joined to them, it would read all commits of the
-- repository. So each commit, and each status, is looked up by itself, before the rows are written. These are then inserted from
-- the batch alone, because a distributed engine takes no subqueries there.
create function put_commit_statuses(of_repository bigint, new_commits json, entries status_entry[])
returns table (hash bytea, key text, uuid bytea, created_on bigint, owner text)
language plpgsql as $$
#variable_conflict use_column
declare
  detailed record;
  -- In the order of the commits.
  hashes bytea[];
  commit_ids bigint[];
  last_id bigint;
  -- In the order of the entries.
  are_refused boolean[];
  old_states text[];
begin
  perform lock_repository(of_repository);
  perform from repositories where id = of_repository and removed_on is null;
  if not found then
    raise exception 'repository % has been removed', of_repository using errcode = 'SB404';
  end if;

  hashes := (select array_agg(decode(given.hash, 'hex') order by given.n)
    from json_to_recordset(new_commits) as given (n integer, hash text));
  commit_ids := find_commit_ids(of_repository, hashes);

  if array_position(commit_ids, null) is not null then
    select max(id) into last_id from commits where commits.repository_id = of_repository;
    insert into commits (repository_id, id, hash, message, author, date, seen_on)
    select of_repository, coalesce(last_id, 0) + row_number() over (order by given.n),
      hashes[given.n], given.message, given.author, given.date, given.seen_on
    from json_to_recordset(new_commits)
      as given (n integer, message text, author text, date text, seen_on bigint)
    where commit_ids[given.n] is null;
    commit_ids := find_commit_ids(of_repository, hashes);
  end if;

  for detailed in
    select * from json_to_recordset(new_commits) as given (n integer, message text, author text, date text)
    where given.message is not null
  loop
    update commits set message = detailed.message, author = detailed.author, date = detailed.date
    where commits.repository_id = of_repository and commits.id = commit_ids[detailed.n] and commits.message is null;
  end loop;

  select array_agg(looked_up.is_refused order by looked_up.n), array_agg(looked_up.old_state order by looked_up.n)
  into are_refused, old_states
  from (
    select given.n, coalesce(found.owner_id <> coalesce(given.account, 0) and not given.overwrites, false) as is_refused,
      coalesce(lag(given.state) over (partition by given.commit, given.key order by given.n), found.state) as old_state
    from unnest(entries) as given
    left join lateral (
      select owner_id, state from commit_statuses
      where commit_statuses.repository_id = of_repository and commit_statuses.commit_id = commit_ids[given.commit]
        and commit_statuses.key = given.key
      limit 1
    ) as found on true
  ) as looked_up;

  select max(id) into last_id from status_events where status_events.repository_id = of_repository;
  insert into status_events
    (repository_id, id, commit_id, key, state, name, description, url, refname, author, occurred_on)
  select of_repository, coalesce(last_id, 0) + row_number() over (order by given.n), commit_ids[given.commit],
    given.key, given.state, given.name, given.description, given.url, given.refname, given.author, given.at
  from unnest(entries) as given
  where not are_refused[given.n];

  select max(id) into last_id from audit_events where audit_events.repository_id = of_repository;
  insert into audit_events
    (repository_id, id, occurred_on, action, account_uuid, account_name, token_uuid, address, repository_name, subject,
      commit_hash, details)
  select of_repository, coalesce(last_id, 0) + row_number() over (order by given.n), given.at,
    case when old_states[given.n] is null then 'status.created'
      when given.is_update then 'status.updated' else 'status.overwritten' end,
    given.account_uuid, given.account_name, given.token_uuid, given.address, given.repository_name, given.key,
    hashes[given.commit], '{"state":"' || given.state || coalesce('","old_state":"' || old_states[given.n], '') || '"}'
  from unnest(entries) as given
  where given.repository_name is not null and not are_refused[given.n];

  return query
  insert into commit_statuses
    (repository_id, commit_id, key, uuid, state, name, description, url, refname, author, created_on, updated_on, owner_id)
  select of_repository, commit_ids[given.commit], given.key, given.uuid, given.state, given.name,
    given.description, given.url, given.refname, given.author, given.created_on, given.at, given.account
  from unnest(entries) as given
  where given.uuid is not null and not are_refused[given.n]
  order by given.n
  on conflict (repository_id, commit_id, key) do update set
    state = excluded.state, name = excluded.name, description = excluded.description, url = excluded.url,
    refname = excluded.refname, author = excluded.author, updated_on = excluded.updated_on,
    owner_id = coalesce(commit_statuses.owner_id, excluded.owner_id)
  returning hashes[array_position(commit_ids, commit_statuses.commit_id)],
    commit_statuses.key, commit_statuses.uuid, commit_statuses.created_on, null;

  if true = any (are_refused) then
    return query
    select hashes[given.commit], given.key, null::bytea, null::bigint, (
      select accounts.name from commit_statuses join accounts on accounts.id = commit_statuses.owner_id
      where commit_statuses.repository_id = of_repository and commit_statuses.commit_id = commit_ids[given.commit]
        and commit_statuses.key = given.key)
    from unnest(entries) as given
    where given.uuid is not null and are_refused[given.n];
  end if;
end
$$;
