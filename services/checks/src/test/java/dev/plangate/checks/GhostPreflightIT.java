package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.mariadb.GhostShop;
import dev.plangate.checks.mariadb.MariaDbServer;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each condition of gh-ost, broken once on a real server: it is seen, and nothing else is. */
class GhostPreflightIT {
    private static final Map<String, String> ON_PRIMARY = Map.of("allow-on-master", "true");
    private static MariaDbServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = GhostShop.on(MariaDbServer.ROW_LOG, "preflight");
    }

    private static List<CheckOutcome> check(MariaDbServer of, String database, String user, String password, String sql,
            Map<String, String> flags) throws InterruptedException {
        var instance = new Instance("maria", Engine.MARIADB, "test", of.url(Instance.PLACEHOLDER), user,
                new Secret.Given(password), Set.of("*"), 2);
        try (var engine = CheckEngine.open(Instances.of(List.of(instance)))) {
            return engine.check(new CheckJob("instances/maria/databases/" + database, "projects/shop", "0".repeat(64),
                    sql, ReviewPolicy.getDefaultInstance(), Set.of(CheckType.GHOST_SYNC), false, flags,
                    Duration.ofMinutes(1)));
        }
    }

    /** Without a gh-ost the last outcome always is that there is none. */
    private static List<CheckOutcome> preflight(MariaDbServer of, String database, String user, String password,
            String sql, Map<String, String> flags) throws InterruptedException {
        var outcomes = check(of, database, user, password, sql, flags);
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.getType()).isEqualTo(CheckType.GHOST_SYNC);
            assertThat(outcome.getContent()).doesNotContain("S3cr3t");
        });
        assertThat(outcomes.getLast().getStatus()).isEqualTo(Status.ERROR);
        assertThat(outcomes.getLast().getTitle()).isEqualTo("gh-ost binary not found");
        return outcomes.subList(0, outcomes.size() - 1);
    }

    private static List<CheckOutcome> preflight(String sql, Map<String, String> flags) throws InterruptedException {
        return preflight(server, "preflight", GhostShop.USER, GhostShop.PASSWORD, sql, flags);
    }

    private static List<String> unmet(List<CheckOutcome> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.getStatus() != Status.SUCCESS)
                .map(outcome -> outcome.getStatus() + " " + outcome.getTitle()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table orders add column a int", "alter table preflight.orders drop primary key",
            "alter table `Or ``ders` add a int"})
    void whatGhostCouldDo(String sql) throws Exception {
        var found = preflight(sql, ON_PRIMARY);
        assertThat(found).singleElement().satisfies(all -> {
            assertThat(all.getStatus()).isEqualTo(Status.SUCCESS);
            assertThat(all.getContent().lines()).hasSize(12);
            assertThat(all.getContent()).contains("log_bin is on", "binlog_format is ROW", "binlog_row_image is FULL",
                    "log_replica_updates is on", "privileges that gh-ost asks for", "is no replica",
                    "is a table of InnoDB", "before and after", "no foreign keys", "no triggers", "left over",
                    "rows in");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\1', textBlock = """
            alter table big add a int                                       | Table          | is a view
            alter table nowhere add a int                                   | Table          | There is no table nowhere
            alter table ORDERS add a int                                    | Table          | There is no table ORDERS
            alter table old add a int                                       | Table          | engine MyISAM
            alter table keyless add a int                                   | Key that stays | no primary key and no unique key
            alter table maybe add a int                                     | Key that stays | no primary key and no unique key
            alter table orders drop primary key, drop index code_u, add a int | Key that stays | takes the last key away
            alter table child add a int                                     | Foreign keys   | to_parent of preflight.child
            alter table parent add a int                                    | Foreign keys   | to_parent of preflight.child
            alter table watched add a int                                   | Triggers       | seen
            alter table half add a int                                      | Tables of gh-ost | _half_gho.
            alter table twice add a int                                     | Tables of gh-ost | Twice.
            """)
    void whatOfATableStandsInTheWay(String sql, String title, String content) throws Exception {
        var found = preflight(sql, ON_PRIMARY);
        assertThat(unmet(found)).containsExactly("ERROR gh-ost: " + title);
        assertThat(found.getFirst().getContent()).contains(content);
    }

    @Test
    void whatGhostReplacesByItselfIsADoubt() throws Exception {
        var found = preflight("alter table quarter add a int", ON_PRIMARY);
        assertThat(unmet(found)).containsExactly("WARNING gh-ost: Tables of gh-ost");
        assertThat(found.getFirst().getContent()).contains("_quarter_ghc");
    }

    @ParameterizedTest
    @CsvSource({"binlog_format, STATEMENT, ROW, Format of the binary log",
            "binlog_format, MIXED, ROW, Format of the binary log",
            "binlog_row_image, MINIMAL, FULL, Row image of the binary log"})
    void whatOfAServerStandsInTheWay(String variable, String wrong, String right, String title) throws Exception {
        server.run("", "set global " + variable + " = '" + wrong + "'");
        try {
            var found = preflight("alter table orders add a int", ON_PRIMARY);
            assertThat(unmet(found)).containsExactly("ERROR gh-ost: " + title);
            assertThat(found.getFirst().getContent()).contains(variable + " is " + wrong, "SET GLOBAL " + variable);
        } finally {
            server.run("", "set global " + variable + " = '" + right + "'");
        }
    }

    @Test
    void aFormatThatGhostIsToldToSwitchIsADoubt() throws Exception {
        server.run("", "set global binlog_format = 'MIXED'");
        try {
            assertThat(unmet(preflight("alter table orders add a int",
                    Map.of("allow-on-master", "true", "switch-to-rbr", "true"))))
                    .containsExactly("WARNING gh-ost: Format of the binary log");
            assertThat(server.query("", "select @@global.binlog_format")).containsExactly("MIXED");
        } finally {
            server.run("", "set global binlog_format = 'ROW'");
        }
    }

    @Test
    void aPrimaryNeedsToBeAllowed() throws Exception {
        var found = preflight("alter table orders add a int", Map.of());
        assertThat(unmet(found)).containsExactly("ERROR gh-ost: Primary or replica");
        assertThat(found.getFirst().getContent()).contains("Set allow-on-master to true");
        assertThat(unmet(preflight("alter table orders add a int", Map.of("assume-master-host", "evil.example"))))
                .containsExactly("WARNING gh-ost: Primary or replica");
    }

    @Test
    void aServerWithoutABinaryLog() throws Exception {
        var bare = GhostShop.on(MariaDbServer.NO_LOG, "bare");
        assertThat(unmet(preflight(bare, "bare", GhostShop.USER, GhostShop.PASSWORD, "alter table orders add a int",
                ON_PRIMARY))).contains("ERROR gh-ost: Binary log")
                .doesNotContain("ERROR gh-ost: Binary log of a replica");
        bare.run("", "change master to master_host = '127.0.0.1', master_log_file = 'b.000001', master_log_pos = 4");
        try {
            var found = preflight(bare, "bare", GhostShop.USER, GhostShop.PASSWORD, "alter table orders add a int",
                    ON_PRIMARY);
            assertThat(unmet(found)).contains("ERROR gh-ost: Binary log", "WARNING gh-ost: Primary or replica",
                    "ERROR gh-ost: Binary log of a replica");
            assertThat(found).anySatisfy(
                    one -> assertThat(one.getContent()).contains("gh-ost would write to its primary"));
        } finally {
            bare.run("", "reset slave all");
        }
    }

    @Test
    void aUserWithoutPrivileges() throws Exception {
        server.run("", "create or replace user 'reader'@'127.0.0.1' identified by 'S3cr3t'",
                "grant select on preflight.* to 'reader'@'127.0.0.1'");
        var found = preflight(server, "preflight", "reader", "S3cr3t", "alter table orders add a int", ON_PRIMARY);
        assertThat(unmet(found)).containsExactly("ERROR gh-ost: Privileges", "WARNING gh-ost: Primary or replica");
        assertThat(found.getFirst().getContent()).contains("LOCK TABLES, SELECT, TRIGGER, UPDATE ON `preflight`.*",
                "REPLICATION CLIENT ON *.*", "REPLICATION SLAVE ON *.*");
        server.run("", "create or replace user 'nobody'@'127.0.0.1' identified by 'S3cr3t'");
        assertThat(check(server, "preflight", "nobody", "S3cr3t", "alter table orders add a int", ON_PRIMARY))
                .singleElement().satisfies(one -> assertThat(one.getContent()).contains("nobody may not use"));
    }

    @Test
    void targetsThatCannotBeUsed() throws Exception {
        String sql = "alter table orders add a int";
        assertThat(check(server, "preflight", GhostShop.USER, "wr0ng", sql, ON_PRIMARY)).singleElement()
                .satisfies(one -> {
                    assertThat(one.getContent()).contains("refuses the user ghoster").doesNotContain("wr0ng");
                    assertThat(one.getStatus()).isEqualTo(Status.ERROR);
                });
        assertThat(check(server, "nowhere", "root", "", sql, ON_PRIMARY)).singleElement()
                .satisfies(one -> assertThat(one.getContent()).contains("has no database nowhere"));
    }

    @Test
    void nothingIsAskedOfAServerForASheetThatIsWrongByItself() throws Exception {
        var nobody = new Instance("maria", Engine.MYSQL, "test", "jdbc:mariadb://127.0.0.1:1/{database}", "u",
                new Secret.None(), Set.of("*"), 1);
        try (var engine = CheckEngine.open(Instances.of(List.of(nobody)))) {
            var outcomes = engine.check(new CheckJob("instances/maria/databases/d", "projects/p", "0".repeat(64),
                    "alter table t add é int;\n-- gh-ost = {\"max-lag-millis\": }\ndrop table t",
                    ReviewPolicy.getDefaultInstance(), Set.of(), false, Map.of("execute", "true"),
                    Duration.ofMinutes(1)));
            assertThat(outcomes).extracting(CheckOutcome::getTitle).containsExactly("gh-ost directive is wrong",
                    "gh-ost flag is wrong", "gh-ost cannot carry the sheet out");
            assertThat(outcomes).allSatisfy(one -> assertThat(one.getStatus()).isEqualTo(Status.ERROR));
            assertThat(outcomes.getFirst().getContent()).startsWith("Line 2, column 3");
            assertThat(outcomes.getFirst().getReview().getStart().getLine()).isEqualTo(2);
            assertThat(outcomes.getLast().getContent()).startsWith("Line 3, column 1: gh-ost carries out exactly one");
        }
    }
}
