-- Who is told by HTTP what becomes of plans, and what is on its way to them. A delivery is written in the transaction that moves
-- the offset behind the record that raised it, and is an input of nothing else: the secrets that sign it are not in here.

create table webhook (
  project text not null,
  name    text not null,
  content bytea not null,
  constraint webhook_pkey primary key (project, name)
);
comment on table webhook is 'The webhooks of each project, as its newest version has them.';
comment on column webhook.project is 'project.name';
comment on column webhook.name is 'Within its project.';
comment on column webhook.content is 'plangate.v1.Webhook; names its secret, and does not hold it.';
comment on index webhook_pkey is 'By project and name.';

create table webhook_delivery (
  seq        bigint generated always as identity (cache 1),
  event_id   uuid not null,
  project    text not null,
  webhook    text not null,
  plan       text not null,
  event      text not null,
  body       text not null,
  source_topic     text not null,
  source_partition int not null,
  source_offset    bigint not null,
  status     text not null default 'OPEN',
  due_at     timestamptz not null,
  attempts   int not null default 0,
  fence      bigint not null default 0,
  owner      text,
  error      text not null default '',
  created_at timestamptz not null default clock_timestamp(),
  ended_at   timestamptz,
  constraint webhook_delivery_pkey primary key (seq),
  constraint webhook_delivery_event_key unique (event_id, webhook),
  constraint webhook_delivery_status_check check (status in ('OPEN', 'DELIVERED', 'DEAD', 'DROPPED')),
  constraint webhook_delivery_end_check check ((status = 'OPEN') = (ended_at is null)),
  constraint webhook_delivery_counters_check check (attempts >= 0 and fence >= attempts)
);
create index webhook_delivery_due on webhook_delivery (project, webhook, due_at, seq) where status = 'OPEN';
create index webhook_delivery_order on webhook_delivery (plan, webhook, seq) where status = 'OPEN';
create index webhook_delivery_age on webhook_delivery (created_at) where status = 'OPEN';
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;
alter table webhook_delivery set (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0);
comment on table webhook_delivery is 'Events on their way to webhooks, one row for each event and webhook, and the queue of those to be sent. Kept for a while after their end, so that an event that is read again is known.';
comment on column webhook_delivery.seq is 'Order in which a webhook is told of a plan.';
comment on column webhook_delivery.event_id is 'Id of the event, made of what it tells: the same when it is read again, and at each attempt.';
comment on column webhook_delivery.project is 'projects/{project}';
comment on column webhook_delivery.webhook is 'webhook.name; it may be gone.';
comment on column webhook_delivery.plan is 'projects/{project}/plans/{plan}';
comment on column webhook_delivery.event is 'plangate.v1.Webhook.Event';
comment on column webhook_delivery.body is 'The CloudEvent in JSON, as it is sent.';
comment on column webhook_delivery.source_topic is 'Where the record that raised it was.';
comment on column webhook_delivery.source_partition is 'Where the record that raised it was.';
comment on column webhook_delivery.source_offset is 'Where the record that raised it was.';
comment on column webhook_delivery.status is 'OPEN -> DELIVERED, DEAD (given up; a dead letter) or DROPPED (the webhook or its project is gone).';
comment on column webhook_delivery.due_at is 'When it may be claimed, by the clock of the database: the end of its wait, or of the claim that holds it.';
comment on column webhook_delivery.attempts is 'Claims so far.';
comment on column webhook_delivery.fence is 'Grows with every claim; the outcome names it.';
comment on column webhook_delivery.owner is 'Sender that claimed it last.';
comment on column webhook_delivery.error is 'Why it was not delivered, so far or at all; empty otherwise.';
comment on column webhook_delivery.created_at is 'When the event was read, by the clock of the database.';
comment on column webhook_delivery.ended_at is 'When it was delivered or given up; null while OPEN.';
comment on index webhook_delivery_pkey is 'By seq: outcomes.';
comment on index webhook_delivery_event_key is 'An event is told to a webhook once, however often it is read.';
comment on index webhook_delivery_due is 'A claim reads the head of each webhook: one with many waiting costs the others nothing.';
comment on index webhook_delivery_order is 'What a webhook was not told of a plan yet, oldest first.';
comment on index webhook_delivery_age is 'The oldest that waits.';
comment on index webhook_delivery_ended is 'What may be forgotten.';
