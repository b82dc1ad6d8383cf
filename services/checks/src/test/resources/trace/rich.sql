-- Of everything that is cloned something, with names that need quotes.
create schema "Odd Schema";
create schema app;
create type app.mood as enum ('sad', 'it''s ok');
create domain app.positive as int default 1 not null constraint above check (value > 0);
create type app.point3 as (x int, y int, "Z" text);
create type app.span as range (subtype = date);
create sequence app.numbers as int increment by 5 minvalue 5 maxvalue 500 start with 10 cache 3 cycle;
create function app.next_number() returns bigint language sql volatile as $$ select nextval('app.numbers') $$;
create function app.twice(i int) returns int language sql immutable as $$ select i * 2 $$;
create table app.parents (
    id bigint generated always as identity primary key,
    code varchar(10) collate "C" unique,
    number bigint default app.next_number(),
    mood app.mood default 'sad', moods app.mood[], amount app.positive, at3 app.point3, during app.span,
    doubled int generated always as (app.twice(length(code))) stored,
    blob text, constraint short check (length(code) < 10),
    constraint apart exclude using gist (during with &&)) with (fillfactor = 70);
alter table app.parents alter column blob set storage external;
create index on app.parents (lower(code)) where number > 5;
create index "Odd Index" on app.parents using hash (number);
create statistics app.parents_stats (dependencies) on code, number from app.parents;
create table app.children (
    id serial primary key, parent_id bigint references app.parents on delete cascade deferrable initially deferred,
    "odd ""column""" text default 'it''s', note text);
alter table app.children add constraint checked check (note <> '') not valid;
alter table app.children add constraint unchecked foreign key (parent_id) references app.parents (id) not valid;
alter table app.children cluster on children_pkey;
create table "Odd Schema"."odd.table" (id int primary key, self int references "Odd Schema"."odd.table");
create table app.base (id int not null, kind text check (kind <> ''));
create table app.heir (more int) inherits (app.base);
create table app.events (id bigint, at date, v int, check (v > 0), primary key (id, at)) partition by range (at);
create table app.events_old partition of app.events for values from (minvalue) to ('2020-01-01');
create table app.events_new partition of app.events for values from ('2020-01-01') to (maxvalue) partition by list (id);
create table app.events_1 partition of app.events_new for values in (1, 2);
create table app.events_rest partition of app.events_new default;
create index on app.events (v);
alter table app.events add foreign key (id) references app.parents (id);
create unlogged table app.fast (id int primary key);
create function app.whole(p app.parents) returns text language sql as $$ select p.code $$;
create function app.touched() returns trigger language plpgsql as $$ begin new.note := 'x'; return new; end $$;
create trigger touch before insert or update of note on app.children for each row when (new.note is null) execute function app.touched();
create trigger sleeping after delete on app.children for each row execute function app.touched();
alter table app.children disable trigger sleeping;
create rule kept as on delete to app.fast do instead nothing;
alter table app.children enable row level security;
create policy own on app.children for select using (note is not null);
create policy made on app.children as restrictive for insert with check (note <> 'y');
create view app.top as select id, code, app.whole(p) as w from app.parents p;
create view app.above with (security_barrier = true) as select t.id, c.note from app.top t join app.children c on c.parent_id = t.id;
create materialized view app.kept as select count(*) as n, mood from app.parents group by mood;
create unique index on app.kept (mood);
