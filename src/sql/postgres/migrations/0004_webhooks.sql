-- Events are a JSON array of names; switches are 0 or 1. The secret has to be there as it is: deliveries are signed with it.
create table webhook_subscriptions (
  repository_id bigint not null references repositories (id),
  uuid bytea not null,
  url text collate "C" not null,
  description text collate "C" not null,
  is_active integer not null,
  events text collate "C" not null,
  secret text collate "C",
  skips_cert_verification integer not null,
  keeps_history integer not null,
  created_on bigint not null,
  primary key (repository_id, uuid)
);
