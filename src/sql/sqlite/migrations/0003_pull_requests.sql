-- Accounts stand where they acted, by UUID and name. Branch names are bare; a null commit has not been told.
create table pull_requests (
  repository_id integer not null references repositories (id),
  id integer not null,
  title text not null,
  description text not null,
  state text not null,
  is_draft integer not null,
  author_uuid blob not null,
  author_name text not null,
  source_branch text not null,
  source_commit blob,
  destination_branch text not null,
  destination_commit blob,
  follows_branch integer not null,
  closes_source_branch integer not null,
  merge_commit blob,
  closed_by_uuid blob,
  closed_by_name text,
  reason text not null,
  created_on integer not null,
  updated_on integer not null,
  primary key (repository_id, id)
) strict, without rowid;

create index pull_requests_by_source on pull_requests (repository_id, source_branch);
create index pull_requests_by_state on pull_requests (repository_id, state);

create table pull_request_reviewers (
  repository_id integer not null,
  pull_request_id integer not null,
  position integer not null,
  uuid blob not null,
  name text not null,
  primary key (repository_id, pull_request_id, position),
  foreign key (repository_id, pull_request_id) references pull_requests (repository_id, id)
) strict, without rowid;

-- When a commit was first heard of.
alter table commits add column seen_on integer;
update commits set seen_on = (
  select min(created_on) from commit_statuses
  where commit_statuses.repository_id = commits.repository_id and commit_statuses.commit_id = commits.id
);
