-- A run with many targets is cut into slices that workers claim side by side. One plan, one run, one row of plan_check_run as
-- before: a slice is a page of its result. The run itself is then held by nobody; zero open slices end it.

alter table plan_check_run
  add column slices      int not null default 0,
  add column open_slices int not null default 0,
  drop constraint plan_check_run_claim_check,
  add constraint plan_check_run_claim_check check (
    (status = 'RUNNING') = (lease_until is not null or open_slices > 0)
    and (lease_until is not null) = (owner is not null)
    and (lease_until is null or open_slices = 0)),
  add constraint plan_check_run_slices_check check (open_slices between 0 and slices);
comment on column plan_check_run.slices is 'Into how many slices it was cut; 0 = not at all.';
comment on column plan_check_run.open_slices is 'Slices that are not DONE yet.';
comment on column plan_check_run.owner is 'Worker that claimed it; null unless RUNNING, and once it is cut into slices.';
comment on column plan_check_run.lease_until is 'End of the claim by the clock of the database; null unless RUNNING, and once it is cut into slices.';
comment on column plan_check_run.result is 'plangate.v1.CheckRunResult as protojson; null until the run is DONE, and for one that was cut: its slices hold the pages.';

create table plan_check_slice (
  plan_id     bigint not null,
  slice       int not null,
  run_fence   bigint not null,
  first       int not null,
  targets     int not null,
  status      text not null default 'AVAILABLE',
  fence       bigint not null default 0,
  attempts    int not null default 0,
  made_at     timestamptz not null default now(),
  lease_until timestamptz,
  owner       text,
  result      jsonb,
  totals      bytea,
  facts       bytea,
  constraint plan_check_slice_pkey primary key (plan_id, slice),
  constraint plan_check_slice_plan_id_fkey foreign key (plan_id) references plan_check_run (plan_id),
  constraint plan_check_slice_status_check check (status in ('AVAILABLE', 'RUNNING', 'DONE')),
  constraint plan_check_slice_range_check check (slice >= 0 and first >= 0 and targets >= 1),
  constraint plan_check_slice_counters_check check (run_fence >= 1 and fence >= 0 and attempts >= 0),
  constraint plan_check_slice_claim_check check (
    (status = 'RUNNING') = (lease_until is not null) and (status = 'RUNNING') = (owner is not null)),
  constraint plan_check_slice_result_check check (
    (status = 'DONE') = (result is not null) and (status = 'DONE') = (totals is not null) and (status = 'DONE') = (facts is not null))
);
create index plan_check_slice_available on plan_check_slice (slice, made_at, plan_id) where status = 'AVAILABLE';
create index plan_check_slice_lease on plan_check_slice (lease_until) where lease_until is not null;
alter table plan_check_slice set (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0);
comment on table plan_check_slice is 'Slices of runs with many targets, and the queue of those to be checked. Gone when a newer run replaces the run.';
comment on column plan_check_slice.plan_id is 'plan.id';
comment on column plan_check_slice.slice is '0, 1, 2 ... in the order of the targets.';
comment on column plan_check_slice.run_fence is 'Fence of the run that it belongs to: with another one it counts for nothing.';
comment on column plan_check_slice.first is 'Its first target, from 0, in the order in which they are derived.';
comment on column plan_check_slice.targets is 'How many targets it has.';
comment on column plan_check_slice.status is 'AVAILABLE -> RUNNING -> DONE; RUNNING -> AVAILABLE when its lease ends.';
comment on column plan_check_slice.fence is 'Grows with every claim; every later write names it.';
comment on column plan_check_slice.attempts is 'Claims of it so far; a claim that was handed back is not counted.';
comment on column plan_check_slice.made_at is 'When the run was cut.';
comment on column plan_check_slice.lease_until is 'End of the claim by the clock of the database; null unless RUNNING.';
comment on column plan_check_slice.owner is 'Worker that claimed it; null unless RUNNING.';
comment on column plan_check_slice.result is 'plangate.v1.CheckRunResult as protojson: a page of the run''s; null until DONE.';
comment on column plan_check_slice.totals is 'plangate.v1.CheckRun.Totals of its targets; null until DONE.';
comment on column plan_check_slice.facts is 'plangate.v1.CheckRun.Facts of its targets; null until DONE.';
comment on index plan_check_slice_pkey is 'The pages of a run in order; lookups and locks.';
comment on index plan_check_slice_available is 'A claim reads its head. By slice number first: runs with many slices take turns, whoever was cut first.';
comment on index plan_check_slice_lease is 'Claims by the end of their lease.';
