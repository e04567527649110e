-- keys and paths are JSON arrays of patterns; without paths, the builds are required whatever was changed.
create table required_builds (
  repository_id bigint not null references repositories (id),
  position integer not null,
  branch text collate "C" not null,
  keys text collate "C" not null,
  paths text collate "C",
  primary key (repository_id, position)
);
