package dev.plangate.checks.scratch;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.rule.Mentions;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.target.CatalogReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetAddress;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.target.Timeouts;
import dev.plangate.checks.trace.Trace;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A server of each major version, target and scratch server at once; started when first asked for, it ends with the JVM. */
public final class Postgres {
    /** Those that are supported. */
    static final List<Integer> MAJORS = IntStream.rangeClosed(14, 18).boxed().toList();

    private static final SheetParser PARSER = new SheetParser(1 << 21, 1 << 20, 1);
    private static final Map<Integer, Postgres> RUNNING = new ConcurrentHashMap<>();

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static Postgres of(int major) {
        return RUNNING.computeIfAbsent(major, _ -> new Postgres(start(major)));
    }

    private static EmbeddedPostgres start(int major) {
        try {
            return EmbeddedPostgres.builder().setPgBinaryResolver((_, _) -> Files.newInputStream(archive(major)))
                    .setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off")
                    .setServerConfig("synchronous_commit", "off").setServerConfig("autovacuum", "off")
                    .setServerConfig("shared_buffers", "16MB").setServerConfig("max_wal_size", "256MB")
                    .setServerConfig("max_connections", "40").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fetched by the build. */
    private static Path archive(int major) throws IOException {
        for (String module : List.of("", "services/checks/")) {
            Path directory = Path.of(module + "target/postgres/" + major);
            if (Files.isDirectory(directory)) {
                try (var files = Files.list(directory)) {
                    return files.findFirst().orElseThrow();
                }
            }
        }
        throw new IOException("target/postgres/" + major + " is missing: run mvn generate-test-resources");
    }

    ScratchServer scratch() {
        return new ScratchServer("jdbc:postgresql://localhost:" + server.getPort() + "/{database}", "postgres", null);
    }

    public ScratchServers scratchServers() {
        return _ -> Optional.of(scratch());
    }

    Connection connect(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    void run(String database, String... statements) throws SQLException {
        try (var connection = connect(database); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<String> query(String database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        }
    }

    /** JDBC URL of a database; the superuser needs no password. */
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** Makes a target anew. */
    public void target(String database, String schema) throws SQLException {
        run("postgres", "drop database if exists " + database, "create database " + database);
        run(database, schema);
    }

    TargetSession session(String database) {
        try {
            var address = new TargetAddress("main", database,
                    "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", null);
            return TargetSession.open(address,
                    new Timeouts(Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(30)),
                    Deadline.in(Duration.ofMinutes(5)));
        } catch (dev.plangate.checks.target.TargetProblem e) {
            throw new AssertionError(e);
        }
    }

    static ParsedSheet.Valid parse(String sql) throws Exception {
        return switch (PARSER.parse("", sql, Duration.ofMinutes(2))) {
            case ParsedSheet.Valid valid -> valid;
            case ParsedSheet.Invalid invalid -> throw new AssertionError(sql + ": " + invalid.message());
            case ParsedSheet.Unparsed unparsed -> throw new AssertionError(sql + ": " + unparsed.reason());
        };
    }

    Catalog catalog(String database, String sql) throws Exception {
        try (var session = session(database)) {
            return CatalogReader.read(session, Mentions.of(parse(sql).statements()));
        }
    }

    Trace trace(String database, String sql) throws Exception {
        return trace(database, sql, Running.STATEMENT_BY_STATEMENT, ScratchLimits.DEFAULT);
    }

    Trace trace(String database, String sql, Running running, ScratchLimits limits) throws Exception {
        var sheet = parse(sql);
        try (var session = session(database)) {
            var catalog = CatalogReader.read(session, Mentions.of(sheet.statements()));
            return new Tracer(scratchServers(), limits).trace(sheet, running, catalog, session,
                    Deadline.in(Duration.ofMinutes(5)));
        }
    }
}
