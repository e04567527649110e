-- breaking: a server that does not know attempts would let an older build overtake a newer one
-- What tells the attempts of a status apart: a count, which grows when a build begins again, and the highest number that a build
-- has called itself by. Statuses of before count as one attempt. A voided status has a reason; it is cleared by the next report that
-- says something else.
alter table commit_statuses add column attempt integer not null default 1;
alter table commit_statuses add column build_number integer;
alter table commit_statuses add column void_reason text;
alter table commit_statuses add column voided_by text;
alter table commit_statuses add column voided_on integer;

-- Those that may have to be stopped for want of news: few at any time.
create index commit_statuses_in_progress on commit_statuses (repository_id, updated_on) where state = 'INPROGRESS';

-- What was done to a status, and from which state: null for a new one, and for events of before, of which the one before tells.
alter table status_events add column kind text not null default 'reported';
alter table status_events add column old_state text;
alter table status_events add column attempt integer not null default 1;
alter table status_events add column build_number integer;
alter table status_events add column reason text;
