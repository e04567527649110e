-- Whose a status is: the account that made it; null where nobody had an account yet, until somebody writes it again. No foreign
-- key: no account is ever deleted, and the key would be checked for every status.
alter table commit_statuses add column owner_id integer;
