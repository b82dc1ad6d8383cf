package dev.plangate.checks.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.checks.Shop;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for everything that is asked of a target. */
class TargetSessionIT {
    private static TargetSession open(Duration statement, Duration deadline) throws TargetProblem {
        var target = new TargetAddress("main", "shop", "jdbc:postgresql://localhost:" + Shop.SERVER.getPort() + "/shop",
                "postgres", null);
        return TargetSession.open(target, new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(500), statement),
                Deadline.in(deadline));
    }

    private static String ask(TargetSession session, String sql) throws SQLException {
        return session.readOnly(List.of(), connection -> {
            try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from tiny returning id",
            "with x as (insert into fresh values (1) returning 1) select * from x",
            "select set_config('transaction_read_only', 'off', true)", "select nextval('customers_id_seq')"})
    void nothingCanBeWritten(String sql) throws Exception {
        try (var session = open(Duration.ofSeconds(3), Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> ask(session, sql)).isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(read-only transaction|read-write mode must be set before).*");
            assertThat(ask(session, "select 1")).isEqualTo("1"); // the session goes on
        }
    }

    @Test
    void statementsEndInTime() throws Exception {
        try (var session = open(Duration.ofMillis(200), Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> ask(session, "select pg_sleep(60)")).hasMessageContaining("statement timeout");
        }
        try (var session = open(Duration.ofMinutes(1), Duration.ofMillis(700))) {
            assertThatThrownBy(() -> ask(session, "select pg_sleep(60)")).hasMessageContaining("statement timeout"); // the deadline is nearer
        }
    }

    @Test
    void settingsHoldForTheTransactionOnly() throws Exception {
        try (var session = open(Duration.ofSeconds(3), Duration.ofMinutes(1))) {
            assertThat(ask(session,
                    "select current_setting('lock_timeout') || ' ' || current_setting('statement_timeout') || ' ' || "
                            + "current_setting('standard_conforming_strings') || ' ' || current_setting('transaction_read_only')"))
                    .isEqualTo("500ms 3s on on");
            assertThat(ask(session, "select reset_val from pg_settings where name = 'lock_timeout'")).isEqualTo("0");
        }
    }
}
