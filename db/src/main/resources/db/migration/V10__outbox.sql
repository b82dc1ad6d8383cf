-- Records to be published, written in the transaction that they tell of. Cut into 8 parts by key, each with one publisher at
-- a time; the number is part of the schema, so that no two relays can disagree on it.

create table outbox (
  id       bigint generated always as identity (cache 1),
  part     smallint not null,
  event_id uuid not null default uuidv7(),
  topic    text not null,
  key      bytea,
  value    bytea,
  headers  text[] not null default '{}',
  constraint outbox_pkey primary key (part, id),
  constraint outbox_part_check check (part between 0 and 7),
  constraint outbox_size_check check (coalesce(octet_length(key), 0) + coalesce(octet_length(value), 0) <= 8454144),
  constraint outbox_headers_check check (cardinality(headers) % 2 = 0 and cardinality(headers) <= 64)
);
alter table outbox set (
  fillfactor = 100,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000,
  autovacuum_vacuum_cost_delay = 0,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 5000);
comment on table outbox is 'Records to be published; deleted once they are.';
comment on column outbox.id is 'Order of publishing within a part; used again after a restore from a backup.';
comment on column outbox.part is 'murmur2 of the key modulo 8, as Kafka''s partitioner hashes: a part then touches few partitions, and its transactions few markers.';
comment on column outbox.event_id is 'Never used again; published as header event-id; holds the time of its making.';
comment on column outbox.topic is 'Kafka topic.';
comment on column outbox.key is 'Kafka key; null = none.';
comment on column outbox.value is 'Protobuf payload without the prefix of the wire format; dead letters: bytes as they came; null = tombstone.';
comment on column outbox.headers is 'name, value, name, value ...';
comment on constraint outbox_size_check on outbox is 'A record that no broker takes would stop its part for ever.';
comment on index outbox_pkey is 'Order of publishing.';

create table outbox_lease (
  part        smallint not null,
  owner       text,
  fence       bigint not null default 0,
  lease_until timestamptz,
  constraint outbox_lease_pkey primary key (part),
  constraint outbox_lease_part_check check (part between 0 and 7),
  constraint outbox_lease_owner_check check ((owner is null) = (lease_until is null))
) with (fillfactor = 50);
insert into outbox_lease (part) select generate_series(0, 7);
comment on table outbox_lease is 'Who publishes which part of the outbox.';
comment on column outbox_lease.part is '0 to 7.';
comment on column outbox_lease.owner is 'Relay that publishes it; null = free.';
comment on column outbox_lease.fence is 'Grows with every change of owner.';
comment on column outbox_lease.lease_until is 'End of the lease by the clock of the database; null = free.';
comment on index outbox_lease_pkey is 'By part.';

create table relay_member (
  owner       text not null,
  lease_until timestamptz not null,
  constraint relay_member_pkey primary key (owner)
) with (fillfactor = 50);
comment on table relay_member is 'Relays that live, so that each can tell its share of the parts.';
comment on column relay_member.owner is 'As in outbox_lease.';
comment on column relay_member.lease_until is 'Until when it counts, by the clock of the database.';
comment on index relay_member_pkey is 'By owner.';
