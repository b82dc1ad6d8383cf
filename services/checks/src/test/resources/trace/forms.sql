-- Add a column
alter table t add column z int
alter table t add column z int not null default 0
alter table t add column z timestamptz default now()
alter table t add column z timestamptz default clock_timestamp()
alter table t add column z uuid default gen_random_uuid()
alter table t add column z int default roll()
alter table t add column z int not null
alter table t add column z bigserial
alter table t add column z bigint generated always as identity
alter table t add column z int generated always as (a + 1) stored
alter table t add column z int generated always as (a + 1) -- since 18
alter table t add column z int check (z > 0)
alter table t add column z int default 1 check (z > 0)
alter table t add column z bigint references u
alter table t add column z bigint default 1 references u
alter table t add column z int unique
alter table t add column z positive
alter table t add column z positive default 1
-- Change a column
alter table t alter column a type bigint
alter table t alter column a type text
alter table t alter column b type varchar(40)
alter table t alter column b type varchar(10)
alter table t alter column b type text
alter table t alter column c type varchar
alter table t alter column c type varchar(50)
alter table t alter column d type numeric(12,2)
alter table t alter column d type numeric(12,4)
alter table t alter column d type numeric
alter table t alter column e type timestamptz
alter table t alter column m type text
alter table c alter column id type int
alter table c alter column t_id type int
alter table t alter column k type bigint
alter table t alter column a type int using a + 1
alter table t alter column a set default 5
alter table t alter column a drop default
alter table t alter column a set not null
alter table t alter column k set not null
alter table t alter column n drop not null
alter table t alter column a set statistics 500
alter table t alter column c set storage external
alter table t alter column c set compression pglz
alter table t alter column a set (n_distinct = 5)
alter table o alter column s set expression as (a + 2) -- since 17
alter table o alter column s drop expression
alter table t rename column a to z
alter table t drop column a
-- Constraints
alter table t add constraint z check (a > 0)
alter table t add constraint z check (a > 0) not valid
alter table t validate constraint n_small
alter table t validate constraint t_v
alter table t add constraint z foreign key (v_id) references u
alter table t add constraint z foreign key (v_id) references u not valid
alter table t add constraint z unique (a)
alter table t add constraint z unique using index t_n
alter table q add primary key (id)
alter table t add constraint z exclude (a with =)
alter table t add constraint z not null a -- since 18
alter table t add constraint z not null a not valid -- since 18
alter table t add constraint z check (a > 0) not enforced -- since 18
alter table t drop constraint k_given
alter table t drop constraint t_v
alter table t rename constraint k_given to z
alter table t alter constraint t_v deferrable
-- Indexes
create index z on t (a)
create unique index z on t (a)
create index concurrently i1_c on i1 (a)
drop index t_a
drop index concurrently i1_a
reindex index t_a
reindex table t
reindex index concurrently i2_a
reindex table concurrently i2
alter index t_a rename to z
alter index t_a set (fillfactor = 50)
create index z on p (v)
create index z on only p (v)
cluster t using t_a
-- Tables
create table z (id int)
create table z (id int, t_id bigint references t)
create table z (like t including all)
create table z partition of p for values from ('2026-01-01') to ('2027-01-01')
create table z as select * from t
alter table t rename to z
alter table t set schema other
alter table t set (fillfactor = 50)
alter table t set (autovacuum_enabled = off)
alter table q set unlogged
alter table l set logged
alter table t set access method heap -- since 15
alter table t set without cluster
alter table t replica identity full
alter table t enable row level security
alter table t add column z int, alter column b type text
drop table c
drop table t cascade
truncate c
truncate t cascade
lock table t in share mode
comment on table t is 'z'
create statistics z on a, k from t
analyze t
vacuum t
vacuum full i2
-- Partitions
alter table p attach partition q for values from ('2026-01-01') to ('2027-01-01')
alter table p attach partition r for values from ('2027-01-01') to ('2028-01-01')
alter table p detach partition p_1
alter table p detach partition p_2 concurrently
alter table p add column z int
alter table p add constraint z check (v > 0)
alter table p add constraint z foreign key (id) references u
alter table p add constraint z foreign key (id) references u not valid
alter table p alter column v set not null
alter table p set access method heap -- since 17
-- Triggers, rules, policies
create trigger z before insert on t for each row execute function touched()
create or replace trigger t_touched before insert on t for each row execute function touched()
drop trigger t_touched on t
alter table t disable trigger t_touched
alter trigger t_touched on t rename to z
create rule z as on delete to t do instead nothing
create policy z on t using (a > 0)
-- Views, sequences, types, functions
create view z as select * from t
create or replace view tv as select id, k from t
alter view tv set (security_invoker = on) -- since 15
drop view tv
create materialized view z as select * from t
refresh materialized view mv
refresh materialized view concurrently mv
create sequence z
alter sequence s increment by 2
alter sequence s owned by t.a
alter type mood add value 'z'
alter type mood rename value 'ok' to 'z'
alter domain positive add constraint z check (value > 1)
alter domain positive add constraint z check (value > 1) not valid
create function z() returns int language sql return 1
grant select on t to public
-- Rows
insert into t (id, n, k) values (1, 1, 1)
update t set a = 1
delete from t
merge into t using u on t.id = u.id when matched then delete -- since 15
select * from t for update
do $$ begin execute 'alter table t alter column a type bigint'; end $$
