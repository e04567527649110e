-- What a repository asks for besides what Bitbucket knows. Durations are microseconds; null is off. pruned_through is the number of the
-- newest event that retention has deleted; last_restriction_id the number of the branch restriction made last, so that none is given twice.
create table repository_policies (
  repository_id integer not null references repositories (id),
  in_progress_timeout integer,
  history_retention integer,
  pruned_through integer not null default 0,
  last_restriction_id integer not null default 0,
  primary key (repository_id)
) strict;

-- users and groups are JSON arrays, as they were sent.
create table branch_restrictions (
  repository_id integer not null references repositories (id),
  id integer not null,
  kind text not null,
  branch_match_kind text not null,
  branch_type text,
  pattern text not null,
  value integer,
  users text not null,
  groups text not null,
  primary key (repository_id, id)
) strict, without rowid;
