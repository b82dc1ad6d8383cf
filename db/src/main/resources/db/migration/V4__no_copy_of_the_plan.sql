-- Targets are derived from the plan when its run is claimed: a run cannot disagree with its plan.
alter table plan_check_run drop column config, drop column payload;
