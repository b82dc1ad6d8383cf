-- What the API answers from: the newest state of each plan on two compacted topics, kept where it can be asked for.

create table gate_status (
  plan       text not null,
  position   bigint not null,
  content    bytea not null,
  updated_at timestamptz not null default clock_timestamp(),
  constraint gate_status_pkey primary key (plan),
  constraint gate_status_position_check check (position >= 0)
);
comment on table gate_status is 'The newest record of each plan on plangate.gate-status.';
comment on column gate_status.plan is 'projects/{project}/plans/{plan}';
comment on column gate_status.position is 'Offset of the record in the plan''s partition: of two, the larger is the newer.';
comment on column gate_status.content is 'plangate.v1.GateStatus';
comment on column gate_status.updated_at is 'When it was taken over, by the clock of the database.';
comment on index gate_status_pkey is 'By plan.';

create table approval_requirement (
  plan       text not null,
  position   bigint not null,
  content    bytea not null,
  updated_at timestamptz not null default clock_timestamp(),
  constraint approval_requirement_pkey primary key (plan),
  constraint approval_requirement_position_check check (position >= 0)
);
comment on table approval_requirement is 'The newest record of each plan on plangate.approval-requirements.';
comment on column approval_requirement.plan is 'projects/{project}/plans/{plan}';
comment on column approval_requirement.position is 'Offset of the record in the plan''s partition: of two, the larger is the newer.';
comment on column approval_requirement.content is 'plangate.v1.ApprovalRequirement';
comment on column approval_requirement.updated_at is 'When it was taken over, by the clock of the database.';
comment on index approval_requirement_pkey is 'By plan.';

-- Rollouts in the order in which they came.
create index rollout_created on rollout (created_at, plan);
comment on index rollout_created is 'Lists of rollouts by time.';
