-- What a repository asks for besides what Bitbucket knows. Durations are microseconds; null is off. pruned_through is the number of the
-- newest event that retention has deleted; last_restriction_id the number of the branch restriction made last, so that none is given twice.
create table repository_policies (
  repository_id bigint not null references repositories (id),
  in_progress_timeout bigint,
  history_retention bigint,
  pruned_through bigint not null default 0,
  last_restriction_id bigint not null default 0,
  primary key (repository_id)
);

-- users and groups are JSON arrays, as they were sent.
create table branch_restrictions (
  repository_id bigint not null references repositories (id),
  id bigint not null,
  kind text collate "C" not null,
  branch_match_kind text collate "C" not null,
  branch_type text collate "C",
  pattern text collate "C" not null,
  value integer,
  users text collate "C" not null,
  groups text collate "C" not null,
  primary key (repository_id, id)
);
