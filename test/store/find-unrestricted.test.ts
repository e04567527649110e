import { describe, expect, test } from 'vitest';
import { findUnrestricted } from '../support/find-unrestricted.ts';

describe('the check that a statement names its repository', () => {
  test.each([
    'select * from commits where repository_id = $1 and hash = $2',
    'select "a"."id" from "commits" as "a" where ("a"."hash" = $1 and "a"."repository_id" = $2) limit $3',
    'select 1 from commits join commit_statuses s on s.repository_id = commits.repository_id where commits.repository_id = $1',
    'select 1 from commits c, status_events e where $1 = c.repository_id and e.repository_id = c.repository_id',
    'insert into commits (repository_id, id) values ($1, $2) on conflict (repository_id, id) do update set id = excluded.id',
    'update pull_requests set title = $1 where repository_id = of_repository and id = $2',
    'delete from status_events where repository_id = $1 and (id) in (select id from status_events where repository_id = $2)',
    'select 1 from only "public"."commits" x where $1 operator(pg_catalog.=) "repository_id" for key share of x',
    'with recursive b (n) as (select min(n) from commits where repository_id = $1 union all select n + $2 from b) select n from b',
    'select id from repositories where workspace_id = $1',
  ])('lets pass: %s', (statement) => {
    expect(findUnrestricted(statement)).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ['select * from commits where hash = $1', ['commits']],
    ['select * from commits', ['commits']],
    ['select * from commits where repository_id > $1', ['commits']],
    ['select * from commits where repository_id = $1 + id', ['commits']],
    ['select * from commits where repository_id = $1 or id = $2', ['commits']],
    ['select * from commits where id = $1 and (repository_id = $2 or id = $3)', ['commits']],
    ['select * from commits where not repository_id = $1', ['commits']],
    ['select * from commits where not (repository_id = $1)', ['commits']],
    ['select repository_id = $1 from commits', ['commits']],
    ['select 1 from commits order by repository_id = $1', ['commits']],
    ['select 1 from commits a join commits b on a.id = b.id where a.repository_id = $1', ['commits']],
    [
      'select 1 from commits c join commit_statuses s on s.repository_id = c.repository_id',
      ['commits', 'commit_statuses'],
    ],
    [
      'select 1 from commits c left join status_events e on e.repository_id = $1 where c.repository_id = $2',
      ['commits', 'status_events'],
    ],
    [
      'select 1 from commits where repository_id = (select repository_id from status_events)',
      ['commits', 'status_events'],
    ],
    ['select id, (select max(id) from commits) from status_events where repository_id = $1', ['commits']],
    [
      'select 1 from commits c where c.repository_id = $1 and exists (select 1 from status_events e where e.repository_id = c.repository_id)',
      ['status_events'],
    ],
    ['select 1 from repositories r join commits c on c.repository_id = r.id where r.uuid = $1', ['commits']],
    ['select 1 from commits where repository_id = $1 union select 1 from commits', ['commits']],
    ['with all_of_them as (select * from webhook_subscriptions) select * from all_of_them', ['webhook_subscriptions']],
    ['insert into commits (id) values ($1)', ['commits']],
    ['insert into commits values ($1)', ['commits']],
    ['insert into commits (repository_id, id) select $1, id from status_events', ['status_events']],
    ['update pull_requests set repository_id = $1 where id = $2', ['pull_requests']],
    ['delete from status_events using commits where status_events.repository_id = $1', ['commits']],
    ['select 1 from (commits cross join status_events)', ['a table in a place that is not understood']],
    ['truncate status_events', ['a table in a place that is not understood']],
  ])('refuses: %s', (statement, unrestricted) => {
    expect(findUnrestricted(statement)).toEqual(unrestricted);
  });
});
