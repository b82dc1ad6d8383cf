package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A real server with a database {@code shop}, for tests. One for all of them; it ends with the JVM. */
public final class Shop {
    static final Set<CheckType> ADVISE = Set.of(CheckType.STATEMENT_ADVISE);
    static final Set<CheckType> SUMMARY = Set.of(CheckType.STATEMENT_SUMMARY_REPORT);
    static final Set<CheckType> BOTH = Set.of(CheckType.STATEMENT_ADVISE, CheckType.STATEMENT_SUMMARY_REPORT);
    public static final EmbeddedPostgres SERVER = start();

    private Shop() {}

    private static EmbeddedPostgres start() {
        try {
            var directory = Files.createTempDirectory("shop");
            var server = EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(true).start();
            run(server, "postgres", "create database shop", "create database \"odd?user=x&preferQueryMode=simple\"",
                    "create role plangate login password 'right'");
            run(server, "shop",
                    """
                            create table customers (id bigint generated always as identity primary key, name varchar(50) not null, email text);
                            create table orders (id bigint primary key, customer_id bigint references customers, total numeric(10,2), note text,
                                constraint note_given check (note is not null));
                            create table tiny (id int primary key, a int);
                            create table fresh (id int);
                            create table measurements (at timestamptz not null, value int) partition by range (at);
                            create table measurements_1 partition of measurements for values from ('2025-01-01') to ('2026-01-01');
                            create view big_orders as select * from orders where total > 100;
                            create schema app;
                            create table app.orders (id int primary key);
                            create function roll() returns int language sql volatile as 'select 4';
                            create function always() returns int language sql immutable as 'select 4';
                            insert into customers (name) select 'c' || i from generate_series(1, 1000) i;
                            insert into orders select i, i % 1000 + 1, i % 200, 'n' from generate_series(1, 150000) i;
                            insert into tiny select i, i from generate_series(1, 200) i;
                            insert into measurements select '2025-05-05'::timestamptz + i * interval '1 second', i from generate_series(1, 20000) i;
                            grant select, insert, update, delete on orders, tiny to plangate;
                            """,
                    "analyze");
            Path hba = directory.resolve("pg_hba.conf");
            Files.writeString(hba, "host all plangate all scram-sha-256\n" + Files.readString(hba));
            run(server, "postgres", "select pg_reload_conf()");
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void run(EmbeddedPostgres server, String database, String... statements) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long count(String sql) throws SQLException {
        try (Connection connection = SERVER.getDatabase("postgres", "shop").getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static Instance instance(String name, int port, String user, String password, int concurrency) {
        return new Instance(name, Engine.POSTGRES, "test", "jdbc:postgresql://localhost:" + port + "/{database}", user,
                password == null ? new Secret.None() : new Secret.Given(password), Set.of("projects/shop"),
                concurrency);
    }

    static CheckJob job(String instance, String database, String sql, Set<CheckType> types, Duration deadline) {
        return new CheckJob("instances/" + instance + "/databases/" + database, "projects/shop", "0".repeat(64), sql,
                ReviewPolicy.getDefaultInstance(), types,
                deadline);
    }

    static List<String> lines(List<CheckOutcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.getStatus() + " " + outcome.getTitle()).toList();
    }
}
