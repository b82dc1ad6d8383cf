alter table customers add primary key (id);
alter table products add primary key (id);
alter table orders add primary key (id);
alter table order_items add primary key (order_id, line);
alter table payments add primary key (id);
analyze;

-- The checks may look, and ask how a change would be carried out; Postgres wants the right to a change even for
-- explaining it. Every transaction of this role begins read-only.
grant usage on schema public to plangate_checks;
grant select, insert, update, delete on all tables in schema public to plangate_checks;
