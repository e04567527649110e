-- What people say about a repository; switches are 0 or 1. A null main branch has not been told.
alter table repositories
  add column description text collate "C" not null default '',
  add column is_private integer not null default 0,
  add column has_issues integer not null default 0,
  add column has_wiki integer not null default 0,
  add column fork_policy text collate "C" not null default 'allow_forks',
  add column language text collate "C" not null default '',
  add column website text collate "C" not null default '',
  add column main_branch text collate "C",
  add column project_key text collate "C" not null default 'PROJ',
  add column project_name text collate "C" not null default 'Untitled project',
  add column updated_on bigint not null default 0;
update repositories set updated_on = created_on;

-- Slugs that repositories had before they were renamed.
create table repository_aliases (
  workspace_id bigint not null references workspaces (id),
  slug text collate "C" not null,
  repository_id bigint not null references repositories (id),
  primary key (workspace_id, slug)
);

create index repository_aliases_by_repository on repository_aliases (repository_id);
