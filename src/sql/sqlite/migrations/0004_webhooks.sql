-- Events are a JSON array of names; switches are 0 or 1. The secret has to be there as it is: deliveries are signed with it.
create table webhook_subscriptions (
  repository_id integer not null references repositories (id),
  uuid blob not null,
  url text not null,
  description text not null,
  is_active integer not null,
  events text not null,
  secret text,
  skips_cert_verification integer not null,
  keeps_history integer not null,
  created_on integer not null,
  primary key (repository_id, uuid)
) strict, without rowid;
