create table rollout (
  plan               text not null,
  name               text not null,
  command_id         text not null,
  plan_state_version bigint not null,
  run                bigint not null,
  revision           bigint not null,
  check_digest       text not null,
  requester          text not null,
  override_reason    text not null,
  created_at         timestamptz not null,
  constraint rollout_pkey primary key (plan),
  constraint rollout_name_key unique (name),
  constraint rollout_command_id_key unique (command_id)
);
comment on table rollout is 'Rollouts; at most one per plan, for ever.';
comment on column rollout.plan is 'projects/{project}/plans/{plan}';
comment on column rollout.name is 'projects/{project}/plans/{plan}/rollouts/{revision}';
comment on column rollout.command_id is 'The command that made it.';
comment on column rollout.plan_state_version is 'The plan state that was judged.';
comment on column rollout.run is 'The run that checked it; 0 = none.';
comment on column rollout.revision is 'Revision that it rolls out.';
comment on column rollout.check_digest is 'What was checked.';
comment on column rollout.requester is 'Who asked by hand; empty otherwise.';
comment on column rollout.override_reason is 'Why conditions were overridden; empty otherwise.';
comment on column rollout.created_at is 'By the clock of the database.';
comment on index rollout_pkey is 'One rollout per plan.';
comment on index rollout_name_key is 'By name.';
comment on index rollout_command_id_key is 'A command makes one rollout.';
