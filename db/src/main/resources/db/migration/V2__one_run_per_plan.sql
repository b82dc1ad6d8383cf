-- One row per plan instead of one per plan, target and type. Counted are rows of the last 30 days that were not cancelled,
-- the newest of each plan, type and target. JSON that cannot be read never stops this step and never passes a gate: it
-- becomes an ERROR outcome, and a line in migration_note.

set local jit = off; -- compiling costs more than it saves

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
comment on column migration_note.run_id is 'plan_check_run.id of the old row, which is gone.';
comment on column migration_note.plan_id is 'Its plan.';
comment on column migration_note.field is 'Path of the field: config.instanceId, result.results[3].status.';
comment on column migration_note.found is 'What was there, its first 200 characters; "missing" when nothing was.';
comment on column migration_note.consequence is 'What was made of it.';

-- A field of an object, when it is text that is not empty; null for anything else.
create function legacy_text(object jsonb, field text) returns text language sql immutable as $$
  select case when jsonb_typeof(object) = 'object' and jsonb_typeof(object -> field) = 'string'
              then nullif(object ->> field, '') end
$$;

-- A number without sign or fraction of up to so many digits, written as number or as text; null for anything else.
create function legacy_count(value jsonb, digits int) returns text language sql immutable as $$
  select case when jsonb_typeof(value) in ('number', 'string') and value #>> '{}' ~ '^[0-9]+$'
               and length(value #>> '{}') <= digits then value #>> '{}' end
$$;

-- The elements of an array with their places from 0; nothing for anything else.
create function legacy_elements(value jsonb, out element jsonb, out place bigint) returns setof record language sql immutable as $$
  select e.element, e.ordinality - 1
    from jsonb_array_elements(case when jsonb_typeof(value) = 'array' then value else '[]' end)
         with ordinality as e (element, ordinality)
$$;

create function legacy_position(line jsonb, col jsonb) returns jsonb language sql immutable as $$
  select case when legacy_count(line, 9) is not null then jsonb_strip_nulls(jsonb_build_object(
         'line', legacy_count(line, 9)::int, 'column', legacy_count(col, 9)::int)) end
$$;

create function legacy_summary(report jsonb) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(report) = 'object' then jsonb_strip_nulls(jsonb_build_object(
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
       cross join legacy_elements(s.element -> 'tables') t))) end
$$;

create function legacy_review(report jsonb) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(report) = 'object' then jsonb_strip_nulls(jsonb_build_object(
    'start', coalesce(legacy_position(report -> 'startPosition' -> 'line', report -> 'startPosition' -> 'column'),
                      legacy_position(report -> 'line', report -> 'column')),
    'end', legacy_position(report -> 'endPosition' -> 'line', report -> 'endPosition' -> 'column'))) end
$$;

create function legacy_error(title text, content text) returns jsonb language sql immutable as $$
  select jsonb_build_object('status', 'ERROR', 'title', title, 'content', content)
$$;

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
           'summary', case when e.element ? 'sqlSummaryReport' then legacy_summary(e.element -> 'sqlSummaryReport') end,
           'review', case when e.element ? 'sqlReviewReport' then legacy_review(e.element -> 'sqlReviewReport') end))
         else legacy_error('Result could not be read', 'The old layout held something that is no result.') end, e.place
    from legacy_elements(case when jsonb_typeof(result) = 'object' then result -> 'results' end) e
  union all
  select legacy_error('Results could not be read', 'The old layout held something that is no list of results.'), -1
   where status = 'DONE' and (result is null or jsonb_typeof(result) <> 'object'
                              or (result ? 'results' and jsonb_typeof(result -> 'results') <> 'array'))
  union all
  select legacy_error('Check failed', coalesce(legacy_text(result, 'error'), 'The check could not be run.')), -2
   where status = 'FAILED'
$$;

create temporary table kept on commit drop as
select distinct on (plan_id, type, target_key) *
  from (select r.*,
               'instances/' || instance || '/databases/' || database as target,
               coalesce('instances/' || instance || '/databases/' || database, 'row ' || r.id) as target_key,
               case r.type
                 when 'bb.plan-check.database.statement.advise' then 'STATEMENT_ADVISE'
                 when 'bb.plan-check.database.statement.summary.report' then 'STATEMENT_SUMMARY_REPORT'
                 when 'bb.plan-check.database.ghost.sync' then 'GHOST_SYNC'
               end as check_type,
               case when legacy_text(r.config, 'sheetSha256') ~ '^[0-9a-f]{64}$' then r.config ->> 'sheetSha256' end as sheet
          from plan_check_run r
         cross join lateral (select legacy_text(r.config, 'instanceId') as instance,
                                    legacy_text(r.config, 'databaseName') as database) c
         where r.created_at >= now() - interval '30 days'
           and r.status <> 'CANCELED') candidate
 order by plan_id, type, target_key, created_at desc, id desc;

insert into migration_note (step, run_id, plan_id, field, found, consequence)
select 'V2', k.id, k.plan_id, n.field, left(coalesce(n.found, 'missing'), 200), n.consequence
  from kept k
 cross join lateral (
   select 'type' as field, k.type as found, 'kept as CHECK_TYPE_UNSPECIFIED' as consequence where k.check_type is null
   union all
   select 'config', k.config::text, 'treated as empty' where k.config is null or jsonb_typeof(k.config) <> 'object'
   union all
   select 'config.' || f.name, k.config ->> f.name, 'kept without a target'
     from (values ('instanceId'), ('databaseName')) f (name)
    where legacy_text(k.config, f.name) is null
   union all
   select 'config.sheetSha256', k.config ->> 'sheetSha256', 'kept without a sheet' where k.sheet is null
   union all
   select 'config.' || f.name, k.config ->> f.name, 'dropped'
     from (values ('enablePriorBackup', 'boolean'), ('enableGhost', 'boolean'), ('enableSdl', 'boolean'),
                  ('ghostFlags', 'object')) f (name, json_type)
    where jsonb_typeof(k.config) = 'object' and k.config ? f.name
      and jsonb_typeof(k.config -> f.name) <> f.json_type
   union all
   select 'result', k.result::text, 'an ERROR outcome, if the run was DONE'
    where k.result is null or jsonb_typeof(k.result) <> 'object'
   union all
   select 'result.results', k.result ->> 'results', 'an ERROR outcome, if the run was DONE'
    where jsonb_typeof(k.result) = 'object' and k.result ? 'results' and jsonb_typeof(k.result -> 'results') <> 'array'
   union all
   select 'result.results[' || e.place || ']', e.element #>> '{}', 'an ERROR outcome'
     from legacy_elements(case when jsonb_typeof(k.result) = 'object' then k.result -> 'results' end) e
    where jsonb_typeof(e.element) <> 'object'
   union all
   select 'result.results[' || e.place || '].' || f.name, e.element ->> f.name, f.consequence
     from legacy_elements(case when jsonb_typeof(k.result) = 'object' then k.result -> 'results' end) e
    cross join lateral (values
            ('status', 'ERROR', not coalesce(legacy_text(e.element, 'status') in ('SUCCESS', 'WARNING', 'ERROR'), false)),
            ('title', 'left empty', e.element ? 'title' and jsonb_typeof(e.element -> 'title') <> 'string'),
            ('content', 'left empty', e.element ? 'content' and jsonb_typeof(e.element -> 'content') <> 'string'),
            ('code', '0', e.element ? 'code' and legacy_count(e.element -> 'code', 9) is null),
            ('sqlSummaryReport', 'dropped', e.element ? 'sqlSummaryReport'
                                            and jsonb_typeof(e.element -> 'sqlSummaryReport') <> 'object'),
            ('sqlReviewReport', 'dropped', e.element ? 'sqlReviewReport'
                                           and jsonb_typeof(e.element -> 'sqlReviewReport') <> 'object')
          ) f (name, consequence, bad)
    where jsonb_typeof(e.element) = 'object' and f.bad
   union all
   select 'result.results[' || e.place || '].sqlSummaryReport.affectedRows', e.element -> 'sqlSummaryReport' ->> 'affectedRows',
          'unknown'
     from legacy_elements(case when jsonb_typeof(k.result) = 'object' then k.result -> 'results' end) e
    where jsonb_typeof(e.element -> 'sqlSummaryReport') = 'object' and e.element -> 'sqlSummaryReport' ? 'affectedRows'
      and legacy_count(e.element -> 'sqlSummaryReport' -> 'affectedRows', 18) is null
   union all
   select 'payload', k.payload::text, 'dropped' where k.payload is not null and jsonb_typeof(k.payload) <> 'object'
 ) n
 order by k.plan_id, k.id, n.field;

create temporary table consolidated on commit drop as
select k.plan_id,
       case when bool_or(k.status = 'RUNNING') then 'RUNNING'
            when bool_or(k.status = 'FAILED') then 'FAILED'
            else 'DONE' end as status,
       max(k.created_at) as created_at,
       max(k.updated_at) as updated_at,
       case when not bool_or(k.status = 'RUNNING') then
         coalesce(jsonb_agg(o.outcome || jsonb_strip_nulls(jsonb_build_object(
                    'target', k.target, 'type', coalesce(k.check_type, 'CHECK_TYPE_UNSPECIFIED'), 'sheetSha256', k.sheet))
                  order by k.target nulls first, k.check_type, k.sheet, k.id, o.place) filter (where o.outcome is not null), '[]')
       end as outcomes
  from kept k
  left join lateral legacy_outcomes(k.status, k.result) o on true
 group by k.plan_id;

truncate plan_check_run;
alter table plan_check_run drop column type;
drop index plan_check_run_plan_id;

insert into plan_check_run (plan_id, status, created_at, updated_at, result)
select plan_id, status, created_at, updated_at,
       case when outcomes is null then '{}' else jsonb_build_object('outcomes', outcomes) end
  from consolidated
 order by plan_id;

drop function legacy_outcomes;
drop function legacy_error;
drop function legacy_review;
drop function legacy_summary;
drop function legacy_position;
drop function legacy_elements;
drop function legacy_count;
drop function legacy_text;
