-- Two runs of one plan, made at the same moment, become one.
alter table plan_check_run add constraint plan_check_run_plan_id_key unique (plan_id);
