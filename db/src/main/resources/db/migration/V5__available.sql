-- Runs wait in a queue. What was running when the old system stopped is run again.
alter table plan_check_run drop constraint plan_check_run_status_check;
alter table plan_check_run add constraint plan_check_run_status_check
  check (status in ('AVAILABLE', 'RUNNING', 'DONE', 'FAILED', 'CANCELED'));
update plan_check_run set status = 'AVAILABLE' where status = 'RUNNING';
create index plan_check_run_available on plan_check_run (created_at, id) where status = 'AVAILABLE';
