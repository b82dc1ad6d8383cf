-- What the forms of forms.sql are tried on: t refers to u, c refers to t, p has two partitions.
create schema other;
create type mood as enum ('sad', 'ok');
create domain positive as int check (value > 0);
create table u (id bigint primary key, code text);
create unique index u_code on u (code);
create sequence s;
create table t (
    id bigint primary key, a int, b varchar(20), c text, d numeric(10,2), e timestamp, g timestamptz, n int not null, m mood, w positive, x xml,
    u_id bigint references u, v_id bigint, k int,
    constraint k_given check (k is not null));
create index t_a on t (a);
create index t_b on t (b);
create unique index t_n on t (n);
create statistics t_stats on a, n from t;
alter table t add constraint n_small check (n < 1000) not valid;
alter table t add constraint t_v foreign key (v_id) references u not valid;
create table c (id bigint primary key, t_id bigint references t);
create table p (id bigint not null, at date not null, v int, constraint at_new check (at > '2000-01-01')) partition by range (at);
create table p_1 partition of p for values from ('2024-01-01') to ('2025-01-01');
create table p_2 partition of p for values from ('2025-01-01') to ('2026-01-01');
create table q (id bigint not null, at date not null, v int, constraint at_new check (at > '2000-01-01'));
create table r (id bigint not null, at date not null, v int, constraint at_new check (at > '2000-01-01'),
    check (at is not null and at >= '2027-01-01' and at < '2028-01-01'));
create unlogged table l (id int primary key);
create table o (a int, s int generated always as (a + 1) stored);
create view tv as select id, k from t;
create materialized view mv as select id, k from t;
create unique index mv_id on mv (id);
create function touched() returns trigger language plpgsql as 'begin return new; end';
create trigger t_touched before update on t for each row execute function touched();
create rule t_rule as on delete to l do instead nothing;
create function roll() returns int language sql volatile as 'select 4';
create table i1 (id int, a int);
create index i1_a on i1 (a);
create table i2 (id int primary key, a int);
create index i2_a on i2 (a);
