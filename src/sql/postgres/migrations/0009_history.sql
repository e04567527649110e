-- breaking: a server that does not know attempts would let an older build overtake a newer one
-- What tells the attempts of a status apart: a count, which grows when a build begins again, and the highest number that a build
-- has called itself by. Statuses of before count as one attempt. A voided status has a reason; it is cleared by the next report that
-- says something else.
alter table commit_statuses add column attempt integer not null default 1;
alter table commit_statuses add column build_number bigint;
alter table commit_statuses add column void_reason text collate "C";
alter table commit_statuses add column voided_by text collate "C";
alter table commit_statuses add column voided_on bigint;

-- Those that may have to be stopped for want of news: few at any time.
create index commit_statuses_in_progress on commit_statuses (repository_id, updated_on) where state = 'INPROGRESS';

-- What was done to a status, and from which state: null for a new one, and for events of before, of which the one before tells.
alter table status_events add column kind text collate "C" not null default 'reported';
alter table status_events add column old_state text collate "C";
alter table status_events add column attempt integer not null default 1;
alter table status_events add column build_number bigint;
alter table status_events add column reason text collate "C";

-- The same as before, and it knows the runs of a build. `build_number` is what a build calls itself.
drop function put_commit_statuses(bigint, json, status_entry[]);
drop type status_entry;

-- A change of a status, for `put_commit_statuses`: the one of that number in the batch, from 1, and `commit` is the number of its
-- commit there. The last entry of each status has what its row is to hold besides: `uuid` and `created_on`, which count when the
-- status is new. `account` is who writes it, of which the audit tells what stands from `repository_name` on; nothing, when that is
-- null.
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
  build_number bigint,
  is_update boolean,
  uuid bytea,
  created_on bigint,
  repository_name text,
  account_uuid bytea,
  account_name text,
  token_uuid bytea,
  address text
);

-- What an entry means: `refused` is one of another account than the owner's, the other kinds are those of `judgeReport`. `event_attempt`
-- is the run that the entry tells of. What follows is the status from now on: `uuid` and `created_on` are null for a new one, and
-- what it says stands here only where the entry is superseded; else it is what the entry says.
create type judged_entry as (
  n integer,
  kind text,
  old_state text,
  event_attempt integer,
  owner_id bigint,
  uuid bytea,
  created_on bigint,
  updated_on bigint,
  attempt integer,
  build_number bigint,
  void_reason text,
  voided_by text,
  voided_on bigint,
  state text,
  name text,
  description text,
  url text,
  refname text,
  author text
);

-- Writes many statuses of one repository in one call: one round trip, one commit. `new_commits` are the commits that the entries
-- name, numbered from 1; `entries` are the changes in their order, each of which becomes an event unless it says what its status has
-- said before. Gives the entries as they were judged; where one was refused, `owner` has the name of the account that owns the
-- status.
--
-- What an account owns is overwritten by itself and by those with `overwrites`. All entries of one status are of one account, either
-- overwrite others or do not, and have one build number or none: what is decided about one of them is decided about all.
--
-- The repository's lock is held to the end of the transaction. It puts the writers of all server processes in a row, so that
-- events become visible in the order of their numbers: who has read up to one of them has missed none before it. It is no row,
-- and so leaves nothing behind; writers of different repositories do not meet.
--
-- A batch is small and its tables are large, which the planner cannot see: joined to them, it would read all commits of the
-- repository. So each commit, and each status, is looked up by itself, before the rows are written. These are then inserted from
-- the batch alone, because a distributed engine takes no subqueries there.
create function put_commit_statuses(of_repository bigint, new_commits json, entries status_entry[])
returns table (
  n integer, kind text, uuid bytea, created_on bigint, updated_on bigint, attempt integer, build_number bigint, void_reason text,
  voided_by text, voided_on bigint, state text, name text, description text, url text, refname text, author text, owner text
)
language plpgsql as $$
#variable_conflict use_column
declare
  detailed record;
  -- In the order of the commits.
  hashes bytea[];
  commit_ids bigint[];
  last_id bigint;
  judged judged_entry[];
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

  -- Of the entries of a status, each follows upon the one before it; the first, upon what is stored.
  judged := (
    select array_agg(row(
      counted.n,
      case when is_refused then 'refused' when is_superseded then 'superseded' when is_repeat then 'repeated' else 'reported' end,
      old_state,
      case when is_superseded then coalesce((
        -- An older run is the one that was heard of under its number, if there was one.
        select max(status_events.attempt) from status_events
        where status_events.repository_id = of_repository and status_events.commit_id = commit_ids[counted.commit]
          and status_events.key = counted.key and status_events.build_number = counted.build_number
      ), 0) else attempt_so_far end,
      owner_id, stored_uuid, stored_created_on, case when is_superseded then stored_updated_on end,
      case when is_superseded then stored_attempt else attempt_so_far end,
      greatest(stored_number, counted.build_number),
      case when keeps_void then stored_void_reason end,
      case when keeps_void then stored_voided_by end,
      case when keeps_void then stored_voided_on end,
      case when is_superseded then stored_state end,
      case when is_superseded then stored_name end,
      case when is_superseded then stored_description end,
      case when is_superseded then stored_url end,
      case when is_superseded then stored_refname end,
      case when is_superseded then stored_author end
    )::judged_entry order by counted.n)
    from (
      select compared.*,
        coalesce(stored_attempt, 0) + sum(begins_anew::integer) over in_order as attempt_so_far,
        -- A void is of what a status said: it stays while nothing else is said.
        is_superseded or bool_and(is_repeat) over (partition by commit, key) as keeps_void
      from (
        select followed.*,
          coalesce(said = old_said, false) and not has_new_number as is_repeat,
          old_state is null or is_next_run or (old_state <> 'INPROGRESS' and followed.state <> old_state) as begins_anew
        from (
          select looked_up.*,
            case when is_superseded then stored_state
              else coalesce(lag(looked_up.state) over in_order, stored_state) end as old_state,
            coalesce(lag(said) over in_order, stored_said) as old_said,
            row_number() over in_order = 1 and coalesce(looked_up.build_number > stored_number, false) as is_next_run,
            row_number() over in_order = 1 and build_number is not null and build_number is distinct from stored_number
              as has_new_number
          from (
            select given.n, given.commit, given.key, given.state, given.build_number,
              row(given.state, given.name, given.description, given.url, given.refname, given.author)::text as said,
              coalesce(stored.owner_id <> coalesce(given.account, 0) and not given.overwrites, false) as is_refused,
              coalesce(given.build_number < stored.build_number, false) as is_superseded,
              stored.uuid as stored_uuid, stored.created_on as stored_created_on, stored.updated_on as stored_updated_on,
              coalesce(stored.attempt, (
                -- Of a status that was removed; none where there never was one.
                select max(status_events.attempt) from status_events
                where status_events.repository_id = of_repository and status_events.commit_id = commit_ids[given.commit]
                  and status_events.key = given.key
              )) as stored_attempt, stored.build_number as stored_number, stored.owner_id,
              stored.void_reason as stored_void_reason, stored.voided_by as stored_voided_by, stored.voided_on as stored_voided_on,
              stored.state as stored_state, stored.name as stored_name, stored.description as stored_description,
              stored.url as stored_url, stored.refname as stored_refname, stored.author as stored_author,
              case when stored.uuid is not null then
                row(stored.state, stored.name, stored.description, stored.url, stored.refname, stored.author)::text
              end as stored_said
            from unnest(entries) as given
            left join lateral (
              select * from commit_statuses
              where commit_statuses.repository_id = of_repository and commit_statuses.commit_id = commit_ids[given.commit]
                and commit_statuses.key = given.key
              limit 1
            ) as stored on true
          ) as looked_up
          window in_order as (partition by commit, key order by n)
        ) as followed
      ) as compared
      window in_order as (partition by commit, key order by n)
    ) as counted
  );

  select max(id) into last_id from status_events where status_events.repository_id = of_repository;
  insert into status_events
    (repository_id, id, commit_id, key, state, name, description, url, refname, author, occurred_on, kind, old_state, attempt,
      build_number)
  select of_repository, coalesce(last_id, 0) + row_number() over (order by given.n), commit_ids[given.commit],
    given.key, given.state, given.name, given.description, given.url, given.refname, given.author, given.at, found.kind,
    found.old_state, found.event_attempt, given.build_number
  from unnest(entries) as given join unnest(judged) as found on found.n = given.n
  where found.kind in ('reported', 'superseded');

  select max(id) into last_id from audit_events where audit_events.repository_id = of_repository;
  insert into audit_events
    (repository_id, id, occurred_on, action, account_uuid, account_name, token_uuid, address, repository_name, subject,
      commit_hash, details)
  select of_repository, coalesce(last_id, 0) + row_number() over (order by given.n), given.at,
    case when found.kind = 'superseded' then 'status.superseded' when found.old_state is null then 'status.created'
      when given.is_update then 'status.updated' else 'status.overwritten' end,
    given.account_uuid, given.account_name, given.token_uuid, given.address, given.repository_name, given.key,
    hashes[given.commit], '{"state":"' || given.state || coalesce('","old_state":"' || found.old_state, '') || '"}'
  from unnest(entries) as given join unnest(judged) as found on found.n = given.n
  where given.repository_name is not null and found.kind in ('reported', 'superseded');

  insert into commit_statuses
    (repository_id, commit_id, key, uuid, state, name, description, url, refname, author, created_on, updated_on, owner_id, attempt,
      build_number, void_reason, voided_by, voided_on)
  select of_repository, commit_ids[given.commit], given.key, given.uuid, given.state, given.name,
    given.description, given.url, given.refname, given.author, given.created_on, given.at, given.account, found.attempt,
    found.build_number, found.void_reason, found.voided_by, found.voided_on
  from unnest(entries) as given join unnest(judged) as found on found.n = given.n
  where given.uuid is not null and found.kind in ('reported', 'repeated')
  order by given.n
  on conflict (repository_id, commit_id, key) do update set
    state = excluded.state, name = excluded.name, description = excluded.description, url = excluded.url,
    refname = excluded.refname, author = excluded.author, updated_on = excluded.updated_on,
    owner_id = coalesce(commit_statuses.owner_id, excluded.owner_id), attempt = excluded.attempt,
    build_number = excluded.build_number, void_reason = excluded.void_reason, voided_by = excluded.voided_by,
    voided_on = excluded.voided_on;

  return query
  select found.n, found.kind, found.uuid, found.created_on, found.updated_on, found.attempt, found.build_number,
    found.void_reason, found.voided_by, found.voided_on, found.state, found.name, found.description, found.url, found.refname,
    found.author,
    case when found.kind = 'refused' then (select accounts.name from accounts where accounts.id = found.owner_id) end
  from unnest(judged) as found;
end
$$;
