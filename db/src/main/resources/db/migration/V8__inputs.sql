-- What plans are folded with.

create table database_group (
  name       text not null,
  version    bigint not null,
  databases  text[] not null,
  deleted    boolean not null default false,
  updated_at timestamptz not null default clock_timestamp(),
  constraint database_group_pkey primary key (name),
  constraint database_group_version_check check (version >= 0)
);
comment on table database_group is 'Database groups with their members as upstream found them.';
comment on column database_group.name is 'projects/{project}/databaseGroups/{group}';
comment on column database_group.version is 'Only grows, deleted or not.';
comment on column database_group.databases is 'instances/{instance}/databases/{database}, sorted, each once.';
comment on column database_group.deleted is 'It is gone upstream.';
comment on column database_group.updated_at is 'Last change, by the clock of the database.';
comment on index database_group_pkey is 'By name.';

create table sheet (
  sha256     text not null,
  text       text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint sheet_pkey primary key (sha256),
  constraint sheet_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint sheet_size_check check (octet_length(text) <= 8388608)
);
comment on table sheet is 'SQL texts by hash. Never changed.';
comment on column sheet.sha256 is 'Lower-case hex SHA-256 of the UTF-8 text.';
comment on column sheet.text is 'The SQL, at most 8 MiB.';
comment on column sheet.created_at is 'When it was first seen, by the clock of the database.';
comment on index sheet_pkey is 'By hash.';

create table approval (
  plan       text not null,
  version    bigint not null,
  content    bytea,
  removed    boolean not null default false,
  updated_at timestamptz not null default clock_timestamp(),
  constraint approval_pkey primary key (plan),
  constraint approval_version_check check (version >= 0),
  constraint approval_content_check check (removed = (content is null))
);
comment on table approval is 'The newest approval of each plan.';
comment on column approval.plan is 'projects/{project}/plans/{plan}; may not be known yet.';
comment on column approval.version is 'Only grows, removed or not.';
comment on column approval.content is 'plangate.v1.Approval; null when removed.';
comment on column approval.removed is 'Upstream removed issue and approval.';
comment on column approval.updated_at is 'Last change, by the clock of the database.';
comment on index approval_pkey is 'By plan.';

create table check_request (
  request_id text not null,
  plan       text not null,
  revision   bigint not null,
  action     text not null,
  requester  text not null,
  run        bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint check_request_pkey primary key (request_id),
  constraint check_request_action_check check (action in ('RUN', 'CANCEL'))
);
create index check_request_created on check_request (created_at);
comment on table check_request is 'Check requests that were answered: the same id again changes nothing.';
comment on column check_request.request_id is 'UUID of who asked.';
comment on column check_request.plan is 'projects/{project}/plans/{plan}';
comment on column check_request.revision is 'Revision that was meant.';
comment on column check_request.action is 'RUN or CANCEL.';
comment on column check_request.requester is 'Who asked.';
comment on column check_request.run is 'The run that it was given or coalesced into; 0 = none.';
comment on column check_request.created_at is 'When it was answered, by the clock of the database.';
comment on index check_request_pkey is 'By id.';
comment on index check_request_created is 'Old ones are forgotten.';
