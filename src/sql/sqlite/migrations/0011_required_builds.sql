-- keys and paths are JSON arrays of patterns; without paths, the builds are required whatever was changed.
create table required_builds (
  repository_id integer not null references repositories (id),
  position integer not null,
  branch text not null,
  keys text not null,
  paths text,
  primary key (repository_id, position)
) strict, without rowid;
