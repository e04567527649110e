-- Accounts stand where they acted, by UUID and name. Branch names are bare; a null commit has not been told.
create table pull_requests (
  repository_id bigint not null references repositories (id),
  id bigint not null,
  title text collate "C" not null,
  description text collate "C" not null,
  state text collate "C" not null,
  is_draft integer not null,
  author_uuid bytea not null,
  author_name text collate "C" not null,
  source_branch text collate "C" not null,
  source_commit bytea,
  destination_branch text collate "C" not null,
  destination_commit bytea,
  follows_branch integer not null,
  closes_source_branch integer not null,
  merge_commit bytea,
  closed_by_uuid bytea,
  closed_by_name text collate "C",
  reason text collate "C" not null,
  created_on bigint not null,
  updated_on bigint not null,
  primary key (repository_id, id)
);

create index pull_requests_by_source on pull_requests (repository_id, source_branch);
create index pull_requests_by_state on pull_requests (repository_id, state);

create table pull_request_reviewers (
  repository_id bigint not null,
  pull_request_id bigint not null,
  position integer not null,
  uuid bytea not null,
  name text collate "C" not null,
  primary key (repository_id, pull_request_id, position),
  foreign key (repository_id, pull_request_id) references pull_requests (repository_id, id)
);

-- When a commit was first heard of.
alter table commits add column seen_on bigint;
update commits set seen_on = (
  select min(created_on) from commit_statuses
  where commit_statuses.repository_id = commits.repository_id and commit_statuses.commit_id = commits.id
);
