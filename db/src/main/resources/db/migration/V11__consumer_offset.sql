create table consumer_offset (
  consumer_group text not null,
  topic          text not null,
  partition      int not null,
  topic_id       uuid not null,
  next_offset    bigint not null,
  updated_at     timestamptz not null default clock_timestamp(),
  constraint consumer_offset_pkey primary key (consumer_group, topic, partition),
  constraint consumer_offset_check check (partition >= 0 and next_offset >= 0)
) with (fillfactor = 50);
comment on table consumer_offset is 'Where consumers are, moved in the transaction of what they read.';
comment on column consumer_offset.consumer_group is 'Kafka consumer group.';
comment on column consumer_offset.topic is 'Kafka topic.';
comment on column consumer_offset.partition is 'From 0.';
comment on column consumer_offset.topic_id is 'Kafka id of the topic: one made anew under its old name has another.';
comment on column consumer_offset.next_offset is 'Offset to read next; moved by compare-and-set.';
comment on column consumer_offset.updated_at is 'Last move, by the clock of the database.';
comment on index consumer_offset_pkey is 'By group, topic and partition.';
