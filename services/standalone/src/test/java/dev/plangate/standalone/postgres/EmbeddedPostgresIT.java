package dev.plangate.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @TempDir
    Path dir;

    @Test
    void keepsDataAcrossRestarts() throws Exception {
        try (var postgres = start()) {
            execute(postgres, "create table kept as select 7 as answer");
        }

        try (var postgres = start()) {
            assertThat(query(postgres, "select answer from kept")).isEqualTo("7");
            assertThat(query(postgres, "select current_setting('fsync') || current_setting('synchronous_commit')"))
                    .isEqualTo("onon");
        }
    }

    /** Trap 41: a server that was left behind holds the data directory. */
    @Test
    void stopsTheServerThatAKilledProcessLeftRunning() throws Exception {
        // Never closed: what is left of it is what is left after kill -9 of the JVM.
        var left = start();
        execute(left, "create table kept as select 7 as answer");
        // Keeps an open transaction, which a smart shutdown would wait for.
        try (var session = DriverManager.getConnection(left.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                left.password())) {
            session.setAutoCommit(false);
            session.createStatement().execute("insert into kept values (8)");

            try (var postgres = start()) {
                assertThat(postgres.pid()).isNotEqualTo(left.pid());
                assertThat(query(postgres, "select string_agg(answer::text, ',') from kept")).isEqualTo("7");
            }
        }
    }

    @Test
    void startsWhenThePidFileNamesAnotherProcess() throws Exception {
        start().close();
        // As after a crash of the machine, when the number belongs to somebody else by now.
        Files.write(dir.resolve("data/postmaster.pid"),
                List.of(Long.toString(ProcessHandle.current().pid()), dir.resolve("data").toString(),
                        "1", "5432", "", "127.0.0.1", "0 0", "ready"));

        try (var postgres = start()) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void refusesWhoDoesNotKnowThePassword() throws Exception {
        try (var postgres = start()) {
            assertThatThrownBy(
                    () -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(dir, 0, Durability.DURABLE, Map.of());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
