-- A run is a queue entry: claimed with a fence and a lease, completed under them. One row per plan, narrow but for its result.

drop index plan_check_run_available;
alter table plan_check_run
  alter column result drop default,
  add column run          bigint not null default 1,
  add column revision     bigint not null default 0,
  add column check_digest text not null default '',
  add column fence        bigint not null default 0,
  add column attempts     int not null default 0,
  add column errors       int not null default 0,
  add column warnings     int not null default 0,
  add column available_at timestamptz not null default now(),
  add column lease_until  timestamptz,
  add column owner        text,
  add column error        text not null default '',
  add column request_id   text not null default '';
update plan_check_run
   set result = case when status <> 'AVAILABLE' then result end,
       error = case when status = 'FAILED' then 'FAILED in the old layout' else '' end,
       errors = (select count(*) from jsonb_array_elements(coalesce(result -> 'outcomes', '[]')) o where o ->> 'status' = 'ERROR'),
       warnings = (select count(*) from jsonb_array_elements(coalesce(result -> 'outcomes', '[]')) o where o ->> 'status' = 'WARNING');
alter table plan_check_run
  add constraint plan_check_run_claim_check check (
    (status = 'RUNNING') = (lease_until is not null) and (status = 'RUNNING') = (owner is not null)),
  add constraint plan_check_run_counters_check check (
    run >= 1 and revision >= 0 and fence >= 0 and attempts >= 0 and errors >= 0 and warnings >= 0);
create index plan_check_run_available on plan_check_run (available_at, id) where status = 'AVAILABLE';
create index plan_check_run_lease on plan_check_run (lease_until) where lease_until is not null;
alter table plan_check_run set (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0);
comment on table plan_check_run is 'The one check run that each plan has at a time, and the queue of those to be run.';
comment on column plan_check_run.id is 'Order in which plans got their first run.';
comment on column plan_check_run.created_at is 'When the run was made.';
comment on column plan_check_run.updated_at is 'Last change, by the clock of the database.';
comment on column plan_check_run.plan_id is 'plan.id';
comment on column plan_check_run.status is 'AVAILABLE -> RUNNING -> DONE, FAILED or CANCELED; RUNNING -> AVAILABLE when its lease ends.';
comment on column plan_check_run.result is 'plangate.v1.CheckRunResult as protojson; null until the run is DONE.';
comment on column plan_check_run.run is '1, 2, 3 ... per plan: the name of the run outside.';
comment on column plan_check_run.revision is 'Revision of the plan that it checks.';
comment on column plan_check_run.check_digest is 'What it checks.';
comment on column plan_check_run.fence is 'Grows with every claim and every new run; every later write names it.';
comment on column plan_check_run.attempts is 'Claims of this run so far; a claim that was handed back is not counted.';
comment on column plan_check_run.errors is 'Outcomes that are errors.';
comment on column plan_check_run.warnings is 'Outcomes that are warnings.';
comment on column plan_check_run.available_at is 'Orders the queue; in the future for a run that waits for an input, which is claimed then at the latest.';
comment on column plan_check_run.lease_until is 'End of the claim by the clock of the database; null unless RUNNING.';
comment on column plan_check_run.owner is 'Worker that claimed it; null unless RUNNING.';
comment on column plan_check_run.error is 'Why it FAILED or was CANCELED; empty otherwise.';
comment on column plan_check_run.request_id is 'The request that made it or was coalesced into it; empty = none.';
comment on index plan_check_run_pkey is 'By id.';
comment on index plan_check_run_plan_id_key is 'One run per plan; lookups and locks.';
comment on index plan_check_run_available is 'A claim reads its head: the cost does not grow with the backlog.';
comment on index plan_check_run_lease is 'Claims by the end of their lease. On the null test, not on the status: an index of RUNNING rows is read whole under a snapshot that somebody holds.';
