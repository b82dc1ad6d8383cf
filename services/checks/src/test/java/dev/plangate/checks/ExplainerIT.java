package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.Statement;
import dev.plangate.checks.summary.Planner.NotPlanned;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.Explainer;
import dev.plangate.checks.target.TargetAddress;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.target.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would happen if the grammar were wrong about where a statement ends: the server, the transaction and the list of kinds still stand in the way. */
class ExplainerIT {
    private static Statement statement(String node, String text) {
        return new Statement(0, new Range(0, text.length()), text, node, JsonNodeFactory.instance.objectNode(),
                "DELETE", List.of(), 0, Optional.empty());
    }

    private static long explain(Statement statement) throws Exception {
        var target = new TargetAddress("main", "shop", "jdbc:postgresql://localhost:" + Shop.SERVER.getPort() + "/shop",
                "postgres", null);
        try (var session = TargetSession.open(target,
                new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(3)),
                Deadline.in(Duration.ofMinutes(1)))) {
            return new Explainer(session).rows(statement, List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from fresh; drop table fresh", "delete from fresh; commit; drop table fresh",
            "delete from fresh /* ' */; drop table fresh; -- '",
            "delete from fresh where E'\\'' <> ''; drop table fresh; --'",
            "delete from fresh where $a$ ; $a$ <> ''; drop table fresh", "select 1; select pg_terminate_backend(1)"})
    void theServerRefusesASecondStatement(String text) throws Exception {
        assertThatThrownBy(() -> explain(statement("DeleteStmt", text))).isInstanceOf(NotPlanned.class)
                .hasMessageContaining("cannot insert multiple commands into a prepared statement");
        assertThat(Shop.count("select count(*) from pg_class where relname = 'fresh'")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"DeleteStmt | drop table fresh", "DeleteStmt | vacuum", "DeleteStmt | commit",
            "DeleteStmt | copy fresh to program 'true'",
            "DeleteStmt | delete from fresh where id = $1", "DeleteStmt | delete from fresh where '{fn now()}' = ?"})
    void whatIsNoSuchStatementIsNotPlanned(String node, String text) {
        assertThatThrownBy(() -> explain(statement(node, text))).isInstanceOf(NotPlanned.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"DropStmt | drop table fresh",
            "CreateTableAsStmt | create table x as select 1", "SelectStmt | select pg_sleep(100)",
            "ExplainStmt | explain analyze delete from fresh", "ExecuteStmt | execute x"})
    void otherKindsAreNotSent(String node, String text) {
        assertThatThrownBy(() -> explain(statement(node, text))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not explained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from fresh where '?' <> '??' and '{fn now()}' <> '{ts ''}'",
            "delete from fresh where not jsonb '{}' ? 'a' -- ? ; $1 {",
            "delete from fresh where $x$;$x$ <> E'\\';' and 'a\\' <> ''"})
    void whatTheDriverWouldReadOtherwiseIsSentAsItIs(String text) throws Exception {
        assertThat(explain(statement("DeleteStmt", text))).isPositive();
    }
}
