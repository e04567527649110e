-- What people say about a repository; switches are 0 or 1. A null main branch has not been told.
alter table repositories add column description text not null default '';
alter table repositories add column is_private integer not null default 0;
alter table repositories add column has_issues integer not null default 0;
alter table repositories add column has_wiki integer not null default 0;
alter table repositories add column fork_policy text not null default 'allow_forks';
alter table repositories add column language text not null default '';
alter table repositories add column website text not null default '';
alter table repositories add column main_branch text;
alter table repositories add column project_key text not null default 'PROJ';
alter table repositories add column project_name text not null default 'Untitled project';
alter table repositories add column updated_on integer not null default 0;
update repositories set updated_on = created_on;

-- Slugs that repositories had before they were renamed.
create table repository_aliases (
  workspace_id integer not null references workspaces (id),
  slug text not null,
  repository_id integer not null references repositories (id),
  primary key (workspace_id, slug)
) strict, without rowid;

create index repository_aliases_by_repository on repository_aliases (repository_id);
