package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs statements for real and looks into pg_locks: what {@link StrongLocks} says of the relations that a statement names is what the server takes. */
class StrongLocksIT {
    private static final String TABLES = """
            create table customers (id int primary key, a int);
            create table orders (id int primary key, a int, b text, constraint c check (a > 0) not valid,
                constraint f foreign key (a) references customers not valid, constraint k check (a > 1));
            create index orders_a on orders (a);
            create unique index orders_b on orders (b);
            create unique index orders_id on orders (id);
            create table lines (id int primary key, a int references orders);
            create table parent (a int);
            create table child () inherits (parent);
            create table events (a int not null) partition by list (a);
            create table events_1 partition of events for values in (1);
            create table events_2 (a int not null);
            create index events_a on only events (a);
            create index events_1_a on events_1 (a);
            create view big_orders as select * from orders;
            create materialized view sums as select a from orders;
            create unique index sums_a on sums (a);
            create sequence numbers;
            create function touch() returns trigger language plpgsql as 'begin return new; end';
            create trigger g before insert on orders for each row execute function touch();
            create rule r as on delete to orders do also nothing;
            create policy p on orders;
            create statistics stats on a, b from orders;
            create type state as enum ('new');
            create domain amount as int;
            create table amounts (a amount);
            create publication pub for table customers;
            """;
    private static final String LOCKS = """
            select relation, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation' and granted
            """;
    private static final String RELATIONS = """
            select oid, relname from pg_class where relnamespace = 'public'::regnamespace
            """;

    @BeforeAll
    static void database() throws SQLException {
        try (var connection = Shop.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database locks");
        }
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table orders add d int", "alter table orders drop b cascade",
            "alter table customers alter a type bigint", "alter table orders alter a set default 1",
            "alter table orders alter a drop default", "alter table orders alter a set not null",
            "alter table amounts alter a drop not null",
            "alter table orders alter a set statistics 10", "alter table orders alter a set (n_distinct = 5)",
            "alter table orders alter a reset (n_distinct)", "alter table orders alter b set storage external",
            "alter table orders alter b set compression pglz",
            "alter table orders alter id add generated always as identity",
            "alter table orders add x int generated always as (a * 2) stored",
            "alter table orders add constraint n check (a > 0)",
            "alter table orders add constraint n check (a > 0) not valid",
            "alter table orders add constraint n not null a not valid",
            "alter table orders add foreign key (id) references customers",
            "alter table orders add foreign key (id) references customers not valid",
            "alter table orders add d int references customers", "alter table orders add unique (a)",
            "alter table orders add constraint n unique using index orders_b",
            "alter table customers add constraint n exclude using btree (a with =)",
            "alter table orders validate constraint c", "alter table orders validate constraint f",
            "alter table orders drop constraint c", "alter table orders alter constraint f deferrable",
            "alter table orders rename constraint c to d",
            "alter table orders disable trigger g", "alter table orders enable always trigger g",
            "alter table orders disable trigger all", "alter table orders enable trigger user",
            "alter table orders disable rule r", "alter table orders enable row level security",
            "alter table orders force row level security",
            "alter table orders cluster on orders_a", "alter table orders set without cluster",
            "alter table orders set (fillfactor = 70)", "alter table orders set (autovacuum_enabled = off)",
            "alter table orders set (user_catalog_table = on)", "alter table orders reset (fillfactor)",
            "alter table lines set unlogged", "alter table orders disable trigger g, alter a set statistics 5",
            "alter table customers set tablespace pg_default",
            "alter table orders set access method heap", "alter table orders replica identity full",
            "alter table orders owner to current_user", "alter table orders rename to invoices",
            "alter table orders rename a to d", "alter table orders set schema pg_catalog",
            "alter table orders alter a set statistics 10, add d int",
            "alter table events_2 inherit parent", "alter table child no inherit parent",
            "alter table only parent alter a set default 1",
            "alter table events attach partition events_2 for values in (2)",
            "alter table events detach partition events_1", "alter table events add d int",
            "alter index orders_a rename to n", "alter index orders_a set (fillfactor = 70)",
            "alter index events_a attach partition events_1_a", "alter index orders_a set tablespace pg_default",
            "alter view big_orders rename to n", "alter view big_orders alter a set default 1",
            "alter view big_orders set (security_barrier = true)", "alter view big_orders owner to current_user",
            "alter materialized view sums rename to n", "alter materialized view sums set (fillfactor = 70)",
            "alter materialized view sums cluster on sums_a",
            "alter sequence numbers restart", "alter sequence numbers owned by orders.a",
            "alter sequence numbers rename to n", "alter sequence numbers owner to current_user",
            "alter trigger g on orders rename to h", "alter policy p on orders rename to q",
            "alter policy p on orders using (true)", "alter rule r on orders rename to s",
            "alter statistics stats set statistics 10", "alter type state rename value 'new' to 'old'",
            "create index on orders (a)", "create unique index on orders using btree (lower(b)) where a > 0",
            "create index on events (a)", "create index on only events (a)", "create index on sums (a)",
            "create trigger h after update on orders for each row execute function touch()",
            "create or replace trigger g before insert on orders for each row execute function touch()",
            "create rule s as on delete to orders do also nothing", "create policy q on orders",
            "create statistics on id, a from orders",
            "create table n (a int references orders, b int references orders)",
            "create table n (a int, foreign key (a) references customers)", "create table n (like orders)",
            "create table n partition of events for values in (7)", "create table n () inherits (parent)",
            "create table n as select * from orders", "create view n as select * from orders",
            "create publication n for table orders", "alter publication pub add table orders",
            "drop table lines", "drop table orders cascade", "drop table events, customers cascade",
            "drop index orders_a", "drop view big_orders", "drop materialized view sums", "drop sequence numbers",
            "drop trigger g on orders", "drop rule r on orders", "drop policy p on orders", "drop statistics stats",
            "truncate lines", "truncate orders, lines", "truncate orders cascade",
            "cluster orders using orders_a", "refresh materialized view sums",
            "refresh materialized view sums with no data", "reindex table orders", "reindex index orders_a",
            "reindex (verbose) table sums", "lock table orders", "lock table orders in share mode",
            "lock table only orders in row exclusive mode", "lock table orders, customers in exclusive mode",
            "select * from orders for update", "update orders set a = 1", "insert into customers values (1, 2)",
            "delete from orders where a = 1", "analyze orders", "comment on table orders is 'x'",
            "comment on index orders_a is 'x'", "grant select on orders to public",
            "merge into lines using customers on lines.id = customers.id when matched then delete",
            "alter domain amount add check (value > 0)", "alter table amounts alter a drop default",
            "select nextval('numbers')", "explain analyze select * from orders"})
    void saysWhatTheServerTakes(String sql) throws SQLException {
        var told = new TreeMap<String, LockMode>();
        StrongLocks.of(Sheets.parse(sql).statements().getFirst())
                .forEach(lock -> told.put(lock.relation().name(), lock.mode()));

        assertThat(told).isEqualTo(
                taken(sql).entrySet().stream()
                        .filter(lock -> Pattern.matches("(?s).*\\b" + lock.getKey() + "\\b.*", sql))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** What is not listed, for only the catalog knows it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"drop index orders_a | orders=ACCESS EXCLUSIVE",
            "reindex index orders_a | orders=SHARE", "drop table lines | orders=ACCESS EXCLUSIVE",
            "alter table orders drop constraint f | customers=ACCESS EXCLUSIVE",
            "alter table customers drop constraint customers_pkey cascade | orders=ACCESS EXCLUSIVE",
            "drop table events_1 | events=ACCESS EXCLUSIVE", "alter table events add d int | events_1=ACCESS EXCLUSIVE",
            "truncate events | events_1=ACCESS EXCLUSIVE", "alter table parent add d int | child=ACCESS EXCLUSIVE",
            "create index on events (a) | events_1=SHARE", "truncate orders cascade | lines=ACCESS EXCLUSIVE",
            "alter domain amount add check (value > 0) | amounts=SHARE",
            "alter domain amount set not null | amounts=SHARE"})
    void theServerLocksMoreThanTheStatementNames(String sql, String also) throws SQLException {
        assertThat(taken(sql).entrySet().stream().map(Object::toString)).contains(also);
    }

    /** The strongest lock on each relation that was there before, where it blocks writes. */
    private static Map<String, LockMode> taken(String sql) throws SQLException {
        var strong = new TreeMap<String, LockMode>();
        try (var connection = connect(); var statement = connection.createStatement()) {
            var names = new TreeMap<Long, String>();
            try (var row = statement.executeQuery(RELATIONS)) {
                while (row.next()) {
                    names.put(row.getLong("oid"), row.getString("relname"));
                }
            }
            connection.setAutoCommit(false);
            statement.execute("set local allow_system_table_mods = on");
            statement.execute(sql);
            try (var row = statement.executeQuery(LOCKS)) {
                while (row.next()) {
                    var mode = LockMode.valueOf(
                            row.getString("mode").replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                                    .toUpperCase(Locale.ROOT));
                    String name = names.get(row.getLong("relation"));
                    if (name != null && mode.blocksWrites()) {
                        strong.merge(name, mode, (one, other) -> one.compareTo(other) > 0 ? one : other);
                    }
                }
            }
            connection.rollback();
        }
        return strong;
    }

    private static Connection connect() throws SQLException {
        return Shop.SERVER.getDatabase("postgres", "locks").getConnection();
    }
}
