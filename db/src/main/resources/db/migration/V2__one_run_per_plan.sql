-- One row per plan instead of one per plan, target and type. Counted are rows of the last 30 days that were not cancelled,
-- the newest of each plan, type and target. JSON that cannot be read never stops this step and never passes a gate: it
-- becomes an ERROR outcome, and a line in migration_note.

set local jit = off; -- compiling costs more than it saves

-- What is written between the first look at the rows and the TRUNCATE would be lost.
lock table project, plan, plan_check_run in access exclusive mode;

create table migration_note (
  id          bigint generated always as identity,
  step        text not null,
  run_id      bigint not null,
  plan_id     bigint not null,
  field       text not null,
  found       text not null,
  consequence text not null,
  constraint migration_note_pkey primary key (id)
);
comment on table migration_note is 'What a migration found in rows of the old layout and could not take over as it was.';
comment on index migration_note_pkey is 'By order.';
comment on column migration_note.id is 'Order in which it was noted.';
comment on column migration_note.step is 'Migration that noted it: V2.';
comment on column migration_note.run_id is 'plan_check_run.id of the old row, which is gone; 0 = it is about the plan.';
comment on column migration_note.plan_id is 'Its plan.';
comment on column migration_note.field is 'Path of the field, its first 200 characters: config.instanceId, result.results[3].status.';
comment on column migration_note.found is 'What was there, its first 200 characters; "missing" when nothing was, or null.';
comment on column migration_note.consequence is 'What was made of it.';

-- Expressions are functions in PL/pgSQL: those in SQL that cannot be inlined are made ready for execution at each call, which
-- took a hundred times as long.

-- A field of an object, when it is text that is not empty; null for anything else.
create function legacy_text(object jsonb, field text) returns text language plpgsql immutable as $$
begin
  return case when jsonb_typeof(object) = 'object' and jsonb_typeof(object -> field) = 'string'
              then nullif(object ->> field, '') end;
end $$;

-- A number without sign or fraction of up to so many digits, written as number or as text; null for anything else.
create function legacy_count(value jsonb, digits int) returns text language plpgsql immutable as $$
begin
  return case when jsonb_typeof(value) in ('number', 'string') and length(value #>> '{}') <= digits
               and value #>> '{}' ~ '^[0-9]+$' then value #>> '{}' end;
end $$;

-- The first thousand elements of an array with their places from 0; nothing for anything else.
create function legacy_elements(value jsonb, out element jsonb, out place bigint) returns setof record language sql immutable as $$
  select e.element, e.ordinality - 1
    from jsonb_array_elements(case when jsonb_typeof(value) = 'array' then value else '[]' end)
         with ordinality as e (element, ordinality)
   where e.ordinality <= 1000
$$;

create function legacy_position(line jsonb, col jsonb) returns jsonb language plpgsql immutable as $$
begin
  return case when legacy_count(line, 9) is not null then jsonb_strip_nulls(jsonb_build_object(
         'line', legacy_count(line, 9)::int, 'column', legacy_count(col, 9)::int)) end;
end $$;

create function legacy_summary(report jsonb) returns jsonb language plpgsql immutable as $$
begin
  if jsonb_typeof(report) is distinct from 'object' then
    return null;
  end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'statementTypes', (select jsonb_agg(t.element order by t.place) from legacy_elements(report -> 'statementTypes') t
                        where jsonb_typeof(t.element) = 'string'),
    'affectedRows', legacy_count(report -> 'affectedRows', 18),
    'changedTables', (
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'database', legacy_text(d.element, 'name'),
               'schema', legacy_text(s.element, 'name'),
               'table', legacy_text(t.element, 'name'),
               'estimatedRows', legacy_count(t.element -> 'tableRows', 18))) order by d.place, s.place, t.place)
        from legacy_elements(report -> 'changedResources' -> 'databases') d
       cross join legacy_elements(d.element -> 'schemas') s
       cross join legacy_elements(s.element -> 'tables') t)));
end $$;

create function legacy_review(report jsonb) returns jsonb language plpgsql immutable as $$
begin
  return case when jsonb_typeof(report) = 'object' then jsonb_strip_nulls(jsonb_build_object(
    'start', coalesce(legacy_position(report -> 'startPosition' -> 'line', report -> 'startPosition' -> 'column'),
                      legacy_position(report -> 'line', report -> 'column')),
    'end', legacy_position(report -> 'endPosition' -> 'line', report -> 'endPosition' -> 'column'))) end;
end $$;

create function legacy_error(title text, content text) returns jsonb language plpgsql immutable as $$
begin
  return jsonb_build_object('status', 'ERROR', 'title', title, 'content', content);
end $$;

-- What one old row found: protojson of plangate.v1.CheckOutcome, without target, type and sheet.
create function legacy_outcomes(status text, result jsonb, out outcome jsonb, out place bigint) returns setof record
language sql immutable as $$
  select case when jsonb_typeof(e.element) = 'object' then jsonb_strip_nulls(jsonb_build_object(
           'status', case when legacy_text(e.element, 'status') in ('SUCCESS', 'WARNING', 'ERROR')
                          then e.element ->> 'status' else 'ERROR' end,
           'title', legacy_text(e.element, 'title'),
           'content', nullif(concat_ws(E'\n', legacy_text(e.element, 'content'),
                                              legacy_text(e.element -> 'sqlReviewReport', 'detail')), ''),
           'code', legacy_count(e.element -> 'code', 9)::int,
           'summary', legacy_summary(e.element -> 'sqlSummaryReport'),
           'review', case when jsonb_typeof(e.element -> 'sqlSummaryReport') is distinct from 'object'
                          then legacy_review(e.element -> 'sqlReviewReport') end))
         else legacy_error('Result could not be read', 'The old layout held something that is no result.') end, e.place
    from legacy_elements(case when jsonb_typeof(result) = 'object' then result -> 'results' end) e
  union all
  select legacy_error('Results left out', 'The old layout held more than a thousand results.'), 1000
   where jsonb_array_length(case when jsonb_typeof(result) = 'object' and jsonb_typeof(result -> 'results') = 'array'
                                 then result -> 'results' else '[]' end) > 1000
  union all
  select legacy_error('Results could not be read', 'The old layout held something that is no list of results.'), -1
   where status = 'DONE' and (result is null or jsonb_typeof(result) <> 'object'
                              or (jsonb_typeof(result -> 'results') <> 'array' and result -> 'results' <> 'null'))
  union all
  select legacy_error('Check failed', coalesce(legacy_text(result, 'error'), 'The check could not be run.')), -2
   where status not in ('DONE', 'RUNNING')
$$;

-- Fields of an object that cannot be taken over. known: what a field has to be, and what is made of it otherwise: a JSON type,
-- "count" (up to 9 digits), "long" (up to 18) or "any"; a field that is not there is not known. null is as good as missing.
create function legacy_unread(object jsonb, path text, known jsonb, out field text, out found text, out consequence text)
returns setof record language sql immutable as $$
  select path || '.' || f.key, f.value #>> '{}', coalesce(known -> f.key ->> 1, 'dropped: not a field of the old layout')
    from jsonb_each(case when jsonb_typeof(object) = 'object' then object else '{}' end) f
   where f.value <> 'null'
     and not coalesce(case known -> f.key ->> 0
                        when 'any' then true
                        when 'count' then legacy_count(f.value, 9) is not null
                        when 'long' then legacy_count(f.value, 18) is not null
                        else known -> f.key ->> 0 = jsonb_typeof(f.value) end, false)
$$;

-- Elements of an array that are not of a type, and whether it is longer than what is read of it.
create function legacy_unread_elements(list jsonb, path text, json_type text, out field text, out found text, out consequence text)
returns setof record language sql immutable as $$
  select path || '[' || e.place || ']', e.element #>> '{}', 'dropped'
    from legacy_elements(list) e
   where jsonb_typeof(e.element) <> json_type
  union all
  select path, jsonb_array_length(list) || ' elements', 'those after the first 1000 dropped'
   where jsonb_array_length(case when jsonb_typeof(list) = 'array' then list else '[]' end) > 1000
$$;

create function legacy_unread_summary(report jsonb, path text, out field text, out found text, out consequence text)
returns setof record language sql immutable as $$
  select u.* from legacy_unread(report, path,
    '{"statementTypes": ["array", "dropped"], "affectedRows": ["long", "unknown"], "changedResources": ["object", "dropped"]}') u
  union all
  select u.* from legacy_unread_elements(report -> 'statementTypes', path || '.statementTypes', 'string') u
  union all
  select u.* from legacy_unread(report -> 'changedResources', path || '.changedResources', '{"databases": ["array", "dropped"]}') u
  union all
  select u.* from legacy_unread_elements(report -> 'changedResources' -> 'databases', path || '.changedResources.databases', 'object') u
  union all
  select u.*
    from legacy_elements(report -> 'changedResources' -> 'databases') d
   cross join lateral (select path || '.changedResources.databases[' || d.place || ']' as at) p
   cross join lateral (
     select * from legacy_unread(d.element, p.at, '{"name": ["string", "left empty"], "schemas": ["array", "dropped"]}')
     union all
     select * from legacy_unread_elements(d.element -> 'schemas', p.at || '.schemas', 'object')) u
  union all
  select u.*
    from legacy_elements(report -> 'changedResources' -> 'databases') d
   cross join legacy_elements(d.element -> 'schemas') s
   cross join lateral (select path || '.changedResources.databases[' || d.place || '].schemas[' || s.place || ']' as at) p
   cross join lateral (
     select * from legacy_unread(s.element, p.at, '{"name": ["string", "left empty"], "tables": ["array", "dropped"],
                                                    "views": ["any"], "functions": ["any"], "procedures": ["any"]}')
     union all
     select * from legacy_unread_elements(s.element -> 'tables', p.at || '.tables', 'object')
     union all
     select f.* from legacy_elements(s.element -> 'tables') t
      cross join legacy_unread(t.element, p.at || '.tables[' || t.place || ']',
        '{"name": ["string", "left empty"], "tableRows": ["long", "unknown"], "ranges": ["any"]}') f) u
$$;

create function legacy_unread_review(report jsonb, path text, out field text, out found text, out consequence text)
returns setof record language sql immutable as $$
  select u.* from legacy_unread(report, path, '{"line": ["count", "dropped"], "column": ["count", "dropped"],
    "detail": ["string", "dropped"], "code": ["any"], "startPosition": ["object", "dropped"], "endPosition": ["object", "dropped"]}') u
  union all
  select u.* from legacy_unread(report -> 'startPosition', path || '.startPosition',
                                '{"line": ["count", "dropped"], "column": ["count", "dropped"]}') u
  union all
  select u.* from legacy_unread(report -> 'endPosition', path || '.endPosition',
                                '{"line": ["count", "dropped"], "column": ["count", "dropped"]}') u
$$;

-- What becomes of each old row: KEPT, REPLACED by a newer one, CANCELED or OLD. A name that is no name of a database would not
-- tell targets apart: such a row stands alone. A time that cannot be is the time of this step.
create temporary table verdict on commit drop as
select id, plan_id, target, created_at, updated_at,
       case when status = 'CANCELED' then 'CANCELED'
            when not counts then 'OLD'
            when id = newest then 'KEPT'
            else 'REPLACED' end as verdict,
       case when counts then newest end as newest
  from (select *, first_value(id) over (partition by plan_id, type, coalesce(target, 'row ' || id), counts
                                            order by created_at desc, id desc) as newest
          from (select r.id, r.plan_id, r.type, r.status, c.target, t.created_at,
                       case when r.updated_at between '1970-01-01' and now() + interval '1 day' then r.updated_at
                            else t.created_at end as updated_at,
                       t.created_at >= now() - interval '30 days' and r.status <> 'CANCELED' as counts
                  from plan_check_run r
                 cross join lateral (
                   select case when r.created_at > now() + interval '1 day' then now() else r.created_at end as created_at) t
                 cross join lateral (
                   select case when n.instance ~ '^[a-z][a-z0-9-]{0,62}$' and n.database ~ '^[^/\u0001-\u001f]{1,128}$'
                               then 'instances/' || n.instance || '/databases/' || n.database end as target
                     from (select legacy_text(r.config, 'instanceId') as instance,
                                  legacy_text(r.config, 'databaseName') as database
                           offset 0) n) c) dated) ranked;
analyze verdict;

create temporary table kept on commit drop as
select r.id, r.plan_id, r.type, r.status, r.config, r.result, r.payload, v.target, v.created_at, v.updated_at,
       r.created_at as created, r.updated_at as updated,
       case r.type
         when 'bb.plan-check.database.statement.advise' then 'STATEMENT_ADVISE'
         when 'bb.plan-check.database.statement.summary.report' then 'STATEMENT_SUMMARY_REPORT'
         when 'bb.plan-check.database.ghost.sync' then 'GHOST_SYNC'
       end as check_type,
       case when legacy_text(r.config, 'sheetSha256') ~ '^[0-9a-f]{64}$' then r.config ->> 'sheetSha256' end as sheet
  from verdict v
  join plan_check_run r on r.id = v.id
 where v.verdict = 'KEPT';
analyze kept;

insert into migration_note (step, run_id, plan_id, field, found, consequence)
select 'V2', k.id, k.plan_id, left(n.field, 200), left(coalesce(n.found, 'missing'), 200), n.consequence
  from kept k
 cross join lateral (
   select 'type' as field, k.type as found, 'kept as CHECK_TYPE_UNSPECIFIED' as consequence where k.check_type is null
   union all
   select 'created_at', k.created::text, 'the time of the migration' where k.created <> k.created_at
   union all
   select 'updated_at', k.updated::text, 'created_at' where k.updated <> k.updated_at
   union all
   select 'config', k.config::text, 'treated as empty' where k.config is null or jsonb_typeof(k.config) <> 'object'
   union all
   select 'config.instanceId', k.config ->> 'instanceId', 'kept without a target'
    where k.target is null and legacy_text(k.config, 'instanceId') ~ '^[a-z][a-z0-9-]{0,62}$' is not true
   union all
   select 'config.databaseName', k.config ->> 'databaseName', 'kept without a target'
    where k.target is null and legacy_text(k.config, 'databaseName') ~ '^[^/\u0001-\u001f]{1,128}$' is not true
   union all
   select 'config.sheetSha256', k.config ->> 'sheetSha256', 'kept without a sheet' where k.sheet is null
   union all
   select u.* from legacy_unread(k.config, 'config', '{"instanceId": ["any"], "databaseName": ["any"], "sheetSha256": ["any"],
     "enablePriorBackup": ["boolean", "dropped"], "enableGhost": ["boolean", "dropped"], "enableSdl": ["boolean", "dropped"],
     "ghostFlags": ["object", "dropped"]}') u
   union all
   select 'config.ghostFlags.' || f.key, f.value #>> '{}', 'dropped'
     from jsonb_each(case when jsonb_typeof(k.config) = 'object' and jsonb_typeof(k.config -> 'ghostFlags') = 'object'
                          then k.config -> 'ghostFlags' else '{}' end) f
    where jsonb_typeof(f.value) <> 'string'
   union all
   select 'result', k.result::text, 'an ERROR outcome, if the run was DONE'
    where k.result is null or jsonb_typeof(k.result) <> 'object'
   union all
   select 'result.results', null, 'kept without an outcome'
    where k.status = 'DONE' and jsonb_typeof(k.result) = 'object' and coalesce(k.result -> 'results', 'null') = 'null'
   union all
   select u.* from legacy_unread(k.result, 'result', '{"results": ["array", "an ERROR outcome, if the run was DONE"],
                                                       "error": ["string", "left out"]}') u
   union all
   select 'result.results', jsonb_array_length(k.result -> 'results') || ' elements', 'an ERROR outcome for those after the first 1000'
    where jsonb_array_length(case when jsonb_typeof(k.result) = 'object' and jsonb_typeof(k.result -> 'results') = 'array'
                                  then k.result -> 'results' else '[]' end) > 1000
   union all
   select u.*
     from legacy_elements(case when jsonb_typeof(k.result) = 'object' then k.result -> 'results' end) e
    cross join lateral (select 'result.results[' || e.place || ']' as at) p
    cross join lateral (
      select p.at as field, e.element #>> '{}' as found, 'an ERROR outcome' as consequence
       where jsonb_typeof(e.element) <> 'object'
      union all
      select p.at || '.status', e.element ->> 'status', 'ERROR'
       where jsonb_typeof(e.element) = 'object'
         and not coalesce(legacy_text(e.element, 'status') in ('SUCCESS', 'WARNING', 'ERROR'), false)
      union all
      select * from legacy_unread(e.element, p.at, '{"status": ["any"], "title": ["string", "left empty"],
        "content": ["string", "left empty"], "code": ["count", "0"], "sqlSummaryReport": ["object", "dropped"],
        "sqlReviewReport": ["object", "dropped"]}')
      union all
      select p.at || '.sqlReviewReport', e.element ->> 'sqlReviewReport', 'dropped but for its detail: there is a summary, too'
       where jsonb_typeof(e.element -> 'sqlSummaryReport') = 'object' and jsonb_typeof(e.element -> 'sqlReviewReport') = 'object'
      union all
      select * from legacy_unread_summary(e.element -> 'sqlSummaryReport', p.at || '.sqlSummaryReport')
       where jsonb_typeof(e.element -> 'sqlSummaryReport') = 'object'
      union all
      select * from legacy_unread_review(e.element -> 'sqlReviewReport', p.at || '.sqlReviewReport')
       where jsonb_typeof(e.element -> 'sqlReviewReport') = 'object') u
   union all
   select 'payload', k.payload::text, 'dropped' where k.payload is not null and jsonb_typeof(k.payload) not in ('object', 'null')
 ) n
 order by k.plan_id, k.id, n.field collate "C", n.found collate "C";

insert into migration_note (step, run_id, plan_id, field, found, consequence)
select 'V2', 0, p.id, 'plan.project', left(p.project, 200), 'kept, but no topic takes such a name'
  from plan p
 where p.project !~ '^[a-z][a-z0-9-]{0,62}$'
 order by p.id;

-- Outcomes of the runs that have ended. A JSON value of Postgres ends at 256 MB: what is beyond 64 MB is left out.
create temporary table consolidated on commit drop as
with plans as materialized (
  select k.plan_id,
         case when bool_or(k.status = 'RUNNING') then 'RUNNING'
              when bool_or(k.status <> 'DONE') then 'FAILED'
              else 'DONE' end as status,
         max(k.created_at) as created_at,
         max(k.updated_at) as updated_at
    from kept k
   group by k.plan_id),
outcomes as (
  select k.plan_id, k.target collate "C" as target, k.check_type collate "C" as check_type, k.sheet collate "C" as sheet, k.id, o.place,
         o.outcome || jsonb_strip_nulls(jsonb_build_object(
           'target', k.target, 'type', coalesce(k.check_type, 'CHECK_TYPE_UNSPECIFIED'), 'sheetSha256', k.sheet)) as outcome
    from kept k
    join plans p on p.plan_id = k.plan_id and p.status <> 'RUNNING'
   cross join lateral legacy_outcomes(k.status, k.result) o),
measured as (
  select *, sum(pg_column_size(outcome)) over (partition by plan_id order by target nulls first, check_type, sheet, id, place
                                                   rows unbounded preceding) as bytes
    from outcomes),
lists as (
  select plan_id,
         coalesce(jsonb_agg(outcome order by target nulls first, check_type, sheet, id, place)
                  filter (where bytes <= 67108864), '[]') as kept,
         count(*) filter (where bytes > 67108864) as left_out
    from measured
   group by plan_id)
select p.*, case when p.status <> 'RUNNING' then coalesce(l.kept, '[]') end as outcomes, coalesce(l.left_out, 0) as left_out
  from plans p
  left join lists l on l.plan_id = p.plan_id;

insert into migration_note (step, run_id, plan_id, field, found, consequence)
select 'V2', 0, plan_id, 'result', left_out || ' outcomes beyond 64 MB', 'an ERROR outcome in their place'
  from consolidated
 where left_out > 0
 order by plan_id;

update consolidated
   set outcomes = outcomes || legacy_error('Results left out',
                                           'The old layout held ' || left_out || ' outcomes more than are taken over.')
 where left_out > 0;

drop table kept;
truncate plan_check_run;
alter table plan_check_run drop column type;
drop index if exists plan_check_run_plan_id;

insert into plan_check_run (plan_id, status, created_at, updated_at, result)
select plan_id, status, created_at, updated_at,
       case when outcomes is null then '{}' else jsonb_build_object('outcomes', outcomes) end
  from consolidated
 order by plan_id;

drop function legacy_unread_review;
drop function legacy_unread_summary;
drop function legacy_unread_elements;
drop function legacy_unread;
drop function legacy_outcomes;
drop function legacy_error;
drop function legacy_review;
drop function legacy_summary;
drop function legacy_position;
drop function legacy_elements;
drop function legacy_count;
drop function legacy_text;

-- Plan ids are given anew from V6 on: by whatever they were given before, that ends here.
do $$
declare
  old text := pg_get_serial_sequence('plan', 'id');
begin
  alter table plan alter column id drop identity if exists;
  alter table plan alter column id drop default;
  if old is not null then
    execute format('drop sequence if exists %s', old);
  end if;
end $$;
