-- Runs of the past, which a newer run of their plan has replaced; lists of runs; runs that check again what failed alone.

alter table plan_check_run
  add column retry_of bigint not null default 0,
  add constraint plan_check_run_retry_check check (retry_of >= 0 and retry_of < run);
comment on column plan_check_run.retry_of is 'The past run that it takes results over from, and checks the failed targets of; 0 = it checks all.';

alter table check_request
  drop constraint check_request_action_check,
  add constraint check_request_action_check check (action in ('RUN', 'CANCEL', 'RETRY_FAILED_TARGETS'));
comment on column check_request.action is 'RUN, CANCEL or RETRY_FAILED_TARGETS.';

-- For lists alone. None of them costs a claim or a heartbeat anything: they hold what has ended, or is rare.
create index plan_check_run_created on plan_check_run (created_at, plan_id) where status in ('DONE', 'FAILED', 'CANCELED');
create index plan_check_run_updated on plan_check_run (updated_at, plan_id) where status in ('DONE', 'FAILED', 'CANCELED');
create index plan_check_run_failed on plan_check_run (plan_id) where status = 'FAILED';
create index plan_check_run_cut on plan_check_run (plan_id) where open_slices > 0;
create index plan_project on plan (project, id);
comment on index plan_check_run_created is 'Runs that have ended, by when they were made.';
comment on index plan_check_run_updated is 'Runs that have ended, by when they did.';
comment on index plan_check_run_failed is 'Runs that could not be done.';
comment on index plan_check_run_cut is 'Runs that are being checked in slices: they have no lease by which they would be found.';
comment on index plan_project is 'Plans of a project, in the order in which they came.';

create function run_is_wanted(
    status text, errors int, warnings int, created_at timestamptz, updated_at timestamptz,
    statuses text[], findings text[], created tstzrange, updated tstzrange)
returns boolean language sql immutable as $$
  select status = any(statuses)
     and case when status <> 'DONE' then 'NONE'
              when errors > 0 then 'ERRORS'
              when warnings > 0 then 'WARNINGS'
              else 'CLEAN' end = any(findings)
     and created_at <@ created
     and updated_at <@ updated
$$;
comment on function run_is_wanted is 'What lists of runs filter by. Postgres puts its body in its place.';

create table plan_check_run_past (
  plan_id      bigint not null,
  run          bigint not null,
  revision     bigint not null,
  check_digest text not null,
  fence        bigint not null,
  status       text not null,
  error        text not null,
  errors       int not null,
  warnings     int not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  request_id   text not null,
  retry_of     bigint not null,
  constraint plan_check_run_past_pkey primary key (plan_id, run),
  constraint plan_check_run_past_plan_id_fkey foreign key (plan_id) references plan (id),
  constraint plan_check_run_past_status_check check (status in ('DONE', 'FAILED', 'CANCELED')),
  constraint plan_check_run_past_counters_check check (
    run >= 1 and revision >= 0 and fence >= 0 and errors >= 0 and warnings >= 0 and retry_of >= 0)
);
create index plan_check_run_past_updated on plan_check_run_past (updated_at);
comment on table plan_check_run_past is 'Runs that a newer one has replaced, and answers to requests that changed nothing. Bounded per plan and by age.';
comment on column plan_check_run_past.plan_id is 'plan.id';
comment on column plan_check_run_past.run is '1, 2, 3 ... per plan: the name of the run outside.';
comment on column plan_check_run_past.revision is 'Revision of the plan that it checked.';
comment on column plan_check_run_past.check_digest is 'What it checked.';
comment on column plan_check_run_past.fence is 'Of its last claim.';
comment on column plan_check_run_past.status is 'DONE, FAILED or CANCELED.';
comment on column plan_check_run_past.error is 'Why it FAILED or was CANCELED; empty otherwise.';
comment on column plan_check_run_past.errors is 'Outcomes that are errors.';
comment on column plan_check_run_past.warnings is 'Outcomes that are warnings.';
comment on column plan_check_run_past.created_at is 'When the run was made.';
comment on column plan_check_run_past.updated_at is 'When it ended.';
comment on column plan_check_run_past.request_id is 'The request that made it or was coalesced into it; empty = none.';
comment on column plan_check_run_past.retry_of is 'The run that it took results over from; 0 = it checked all.';
comment on index plan_check_run_past_pkey is 'The past runs of a plan.';
comment on index plan_check_run_past_updated is 'Old ones are forgotten.';

create table plan_check_run_past_page (
  plan_id bigint not null,
  run     bigint not null,
  page    int not null,
  first   int not null,
  targets int not null,
  result  jsonb not null,
  constraint plan_check_run_past_page_pkey primary key (plan_id, run, page),
  constraint plan_check_run_past_page_run_fkey foreign key (plan_id, run) references plan_check_run_past (plan_id, run) on delete cascade,
  constraint plan_check_run_past_page_range_check check (page >= 0 and first >= 0 and targets >= 1)
);
comment on table plan_check_run_past_page is 'What past runs that are DONE found: one page, or as many as the run had slices.';
comment on column plan_check_run_past_page.plan_id is 'plan.id';
comment on column plan_check_run_past_page.run is 'plan_check_run_past.run';
comment on column plan_check_run_past_page.page is '0, 1, 2 ... in the order of the targets.';
comment on column plan_check_run_past_page.first is 'Its first target, from 0, in the order in which they are derived.';
comment on column plan_check_run_past_page.targets is 'How many targets it has; of a run that was not cut, a number above all.';
comment on column plan_check_run_past_page.result is 'plangate.v1.CheckRunResult as protojson.';
comment on index plan_check_run_past_page_pkey is 'The pages of a past run in order.';
