package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.checks.mariadb.GhostShop;
import dev.plangate.checks.mariadb.MariaDbServer;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dry runs with programs that stand in for gh-ost: what it is called with, and what becomes of it and of its tables whatever it does. */
class GhostDryRunIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ADD = "alter table orders add column a int comment 'it''s $HOME; `x`'";
    private static final String OTHERS = "_plangate_000000000000_gho";
    private static MariaDbServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws SQLException {
        server = GhostShop.on(MariaDbServer.ROW_LOG, "dryrun");
        server.run("dryrun", "create table " + OTHERS + " (id int)");
    }

    @AfterEach
    void noTableIsLeftAndNoneIsMissing() throws SQLException {
        assertThat(tables()).containsExactly(OTHERS);
        assertThat(server.query("dryrun", "select count(*) from orders")).containsExactly("3");
    }

    private static List<String> tables() throws SQLException {
        return server.query("", """
                select table_name from information_schema.tables
                where table_schema = 'dryrun' and table_name like '\\\\_plangate\\\\_%' order by 1
                """);
    }

    /** A program that begins with what each of them needs; $base is what gh-ost makes the names of its tables of. */
    private Path standIn(String body) throws IOException {
        Path script = directory.resolve("gh-ost");
        Files.writeString(script, """
                #!/bin/bash
                for argument in "$@"; do
                  case "$argument" in
                    --force-table-names=*) base=${argument#*=} ;;
                    --conf=*) conf=${argument#*=} ;;
                  esac
                done
                sql() { mariadb --no-defaults -uroot -h127.0.0.1 -P%d dryrun -e "$1"; }
                cd '%s'
                """.formatted(server.port(), directory) + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private static Instances instances(Path binary, Duration limit) {
        return Instances.of(List.of(new Instance("maria", Engine.MARIADB, "test",
                server.url(Instance.PLACEHOLDER) + "?sslMode=disable", GhostShop.USER,
                new Secret.Given(GhostShop.PASSWORD), Set.of("*"), 1)))
                .withGhost(new GhostSettings(Optional.of(binary), "", limit));
    }

    private static CheckJob job(Map<String, String> flags, Duration deadline) {
        return new CheckJob("instances/maria/databases/dryrun", "projects/shop", "0".repeat(64), ADD,
                ReviewPolicy.getDefaultInstance(), Set.of(CheckType.GHOST_SYNC), false, flags, deadline);
    }

    /** The dry run's outcome; others are of the preflight, which has only the one doubt about the tables of another dry run. */
    private CheckOutcome dryRun(String body, Map<String, String> flags, Duration limit) throws Exception {
        try (var engine = CheckEngine.open(instances(standIn(body), limit))) {
            var outcomes = engine.check(job(flags, LONG));
            assertThat(outcomes).extracting(CheckOutcome::getStatus).startsWith(Status.WARNING, Status.SUCCESS)
                    .hasSize(3);
            assertThat(outcomes.toString()).doesNotContain("S3cr3t");
            return outcomes.getLast();
        }
    }

    private CheckOutcome dryRun(String body) throws Exception {
        return dryRun(body, Map.of("allow-on-master", "true"), LONG);
    }

    @Test
    void whatItIsCalledWith() throws Exception {
        var outcome = dryRun("""
                printf '%s\\0' "$@" > arguments; env -0 > environment; cp "$conf" conf; pwd -P > /dev/null
                stat -c '%a %U' "$conf" > modes; stat -c '%a' "$(dirname "$conf")" >> modes
                tr '\\0' '\\n' < /proc/$$/cmdline > seen-by-all
                read -t 5 line && echo "$line" > input
                exit 0
                """, Map.of("allow-on-master", "true", "chunk-size", "500", "max-load", "Threads_running=1"), LONG);
        assertThat(outcome.getStatus()).as(outcome.getContent()).isEqualTo(Status.SUCCESS);
        assertThat(outcome.getTitle()).isEqualTo("gh-ost dry run");
        assertThat(outcome.getContent()).contains("Not handed to the dry run: max-load");
        var arguments = List.of(Files.readString(directory.resolve("arguments")).split("\0"));
        assertThat(arguments).contains("--host=127.0.0.1", "--port=" + server.port(), "--database=dryrun",
                "--table=orders", "--alter=add column a int comment 'it''s $HOME; `x`'", "--assume-rbr",
                "--allow-on-master=true", "--chunk-size=500").hasSize(14);
        assertThat(arguments).noneMatch(argument -> argument.contains("execute") || argument.contains("max-load")
                || argument.contains("S3cr3t") || argument.startsWith("--password"));
        assertThat(Files.readString(directory.resolve("seen-by-all"))).contains("--conf=").doesNotContain("S3cr3t");
        assertThat(Files.readString(directory.resolve("environment")).split("\0"))
                .allMatch(variable -> variable.matches("(?s)(PATH|TMPDIR|PWD|OLDPWD|SHLVL|_)=.*"))
                .noneMatch(variable -> variable.contains("S3cr3t"));
        assertThat(directory.resolve("conf"))
                .hasContent("[client]\nuser=`ghoster`\npassword=`" + GhostShop.PASSWORD + "`\n");
        assertThat(directory.resolve("modes")).hasContent("600 " + System.getProperty("user.name") + "\n700\n");
        assertThat(directory.resolve("input")).doesNotExist();
    }

    @Test
    void itsDirectoryIsGoneAfterwards() throws Exception {
        dryRun("dirname \"$conf\" > where; touch \"$(dirname \"$conf\")/socket\"; exit 0");
        assertThat(Path.of(Files.readString(directory.resolve("where")).strip())).doesNotExist();
    }

    @Test
    void twoDryRunsHaveNothingInCommon() throws Exception {
        for (String run : List.of("first", "second")) {
            dryRun("printf '%s\\n' \"$@\" | grep -E 'names|server-id|socket|conf' | sort > " + run);
        }
        assertThat(Files.readAllLines(directory.resolve("first"))).hasSize(4)
                .doesNotContainAnyElementsOf(Files.readAllLines(directory.resolve("second")));
    }

    @Test
    void whatItSaysWhenItFailsIsShownWithoutThePassword() throws Exception {
        var outcome = dryRun("echo 'FATAL no shared unique key'; cat \"$conf\" >&2; printf 'x\\033[31my'; exit 3");
        assertThat(outcome.getStatus()).isEqualTo(Status.ERROR);
        assertThat(outcome.getTitle()).isEqualTo("gh-ost dry run failed");
        assertThat(outcome.getContent()).contains("gh-ost ended with 3", "FATAL no shared unique key", "password=`***`")
                .doesNotContain("\033");
    }

    @Test
    void theTablesThatItLeavesAreDroppedAndNoOthers() throws Exception {
        var outcome = dryRun(
                """
                        sql "create table _${base}_gho like orders; create table _${base}_ghc (id int); insert into _${base}_ghc values (1)"
                        exit 1
                        """);
        assertThat(outcome.getStatus()).isEqualTo(Status.ERROR);
        assertThat(outcome.getContent()).contains("It left tables of its own, which were dropped: ")
                .doesNotContain(OTHERS);
    }

    @Test
    void aTableThatSomebodyHoldsIsNamed() throws Exception {
        try (var holder = server.connect("dryrun");
                var lock = holder.createStatement();
                var waiting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var held = CompletableFuture.supplyAsync(() -> {
                try (var connection = waiting.accept(); var reader = connection.getInputStream()) {
                    String base = new String(reader.readNBytes(21), java.nio.charset.StandardCharsets.US_ASCII);
                    lock.execute("lock tables _" + base + "_gho write");
                    connection.getOutputStream().write("go\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    return base;
                } catch (IOException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            var outcome = dryRun("""
                    sql "create table _${base}_gho (id int)"
                    exec 3<>/dev/tcp/127.0.0.1/%d; printf %%s "$base" >&3; read -u 3 line
                    """.formatted(waiting.getLocalPort()));
            assertThat(outcome.getStatus()).isEqualTo(Status.ERROR);
            assertThat(outcome.getTitle()).isEqualTo("gh-ost dry run left tables");
            assertThat(outcome.getContent()).contains("Tables of it may still be there: drop _" + held.get() + "_gho");
            lock.execute("unlock tables");
            lock.execute("drop table _" + held.get() + "_gho");
        }
    }

    @Test
    void oneThatHangsIsStoppedWithAllThatItStarted() throws Exception {
        var outcome = dryRun(
                """
                        sql "create table _${base}_gho like orders"
                        sleep 600 & echo $! > children
                        (sleep 600 & echo $! >> children; wait) & echo $! >> children
                        echo still here
                        mariadb --no-defaults -uroot -h127.0.0.1 -P%d dryrun -e "select sleep(600) /* $base */" & echo $! >> children
                        sleep 600
                        """
                        .formatted(server.port()),
                Map.of("allow-on-master", "true"), Duration.ofSeconds(4));
        assertThat(outcome.getStatus()).isEqualTo(Status.ERROR);
        assertThat(outcome.getTitle()).isEqualTo("gh-ost dry run timed out");
        assertThat(outcome.getContent()).contains("still at work after 4000 ms", "still here", "_gho");
        var children = Files.readAllLines(directory.resolve("children"));
        assertThat(children).hasSize(4);
        for (String child : children) {
            assertDead(Long.parseLong(child));
        }
        assertThat(server.query("",
                "select count(*) from information_schema.processlist where info like '%sleep(600)%' and id <> connection_id()"))
                .containsExactly("0");
    }

    /** It was killed already: its end is waited for, since the system tells of it a moment later. */
    private static void assertDead(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void oneThatWritesWithoutEndFillsNothing() throws Exception {
        var outcome = dryRun(
                "echo begin; yes 'a line of output that means nothing' | head -c 200000000; echo; echo end; exit 1");
        assertThat(outcome.getTitle()).isEqualTo("gh-ost dry run failed");
        assertThat(outcome.getContent()).contains("begin\n", "bytes are left out", "\nend").hasSizeLessThan(12_000);
    }

    @Test
    void oneThatIsGivenUpIsStoppedAndItsTablesGo() throws Exception {
        try (var waiting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var engine = CheckEngine.open(instances(standIn("""
                        sql "create table _${base}_gho like orders"; echo $$ > pid
                        exec 3<>/dev/tcp/127.0.0.1/%d; sleep 600
                        """.formatted(waiting.getLocalPort())), LONG))) {
            var ended = new CompletableFuture<Void>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    engine.check(job(Map.of("allow-on-master", "true"), LONG));
                    ended.complete(null);
                } catch (InterruptedException e) {
                    ended.completeExceptionally(e);
                }
            });
            try (var at = waiting.accept()) {
                assertThat(tables()).hasSize(2);
                caller.interrupt();
                assertThatThrownBy(() -> ended.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(InterruptedException.class);
                assertThat(at.getInputStream().read()).isEqualTo(-1); // it is dead
            }
            // The instance has one slot, which is given back when the tables are gone.
            assertThat(engine.check(job(Map.of(), LONG))).isNotEmpty();
            assertThat(tables()).containsExactly(OTHERS);
            assertDead(Long.parseLong(Files.readString(directory.resolve("pid")).strip()));
        }
    }

    @Test
    void aProgramThatCannotBeStarted() throws Exception {
        Path script = standIn("");
        Files.writeString(script, "#!/no/such/interpreter\n");
        try (var engine = CheckEngine.open(instances(script, LONG))) {
            var outcome = engine.check(job(Map.of("allow-on-master", "true"), LONG)).getLast();
            assertThat(outcome.getStatus()).isEqualTo(Status.ERROR);
            assertThat(outcome.getContent()).contains("gh-ost could not be started");
        }
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
        try (var engine = CheckEngine.open(instances(script, LONG))) {
            var outcome = engine.check(job(Map.of("allow-on-master", "true"), LONG)).getLast();
            assertThat(outcome.getTitle()).isEqualTo("gh-ost binary not found");
            assertThat(outcome.getContent()).contains("at " + script + ", as ghost.binary of instances.yaml says");
        }
    }

    @Test
    void itIsLeftOutWhereItWouldStopOrReachFurther() throws Exception {
        try (var engine = CheckEngine.open(instances(standIn("touch started"), LONG))) {
            assertThat(engine.check(job(Map.of(), LONG)).getLast().getContent())
                    .isEqualTo("The dry run is left out: gh-ost would stop at what was found above.");
            assertThat(engine.check(job(Map.of("assume-master-host", "evil.example"), LONG)).getLast().getContent())
                    .isEqualTo("The dry run is left out: see Primary or replica.");
        }
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void aDeadlineThatLeavesNoTimeForIt() throws Exception {
        try (var engine = CheckEngine.open(instances(standIn("touch started"), LONG))) {
            assertThat(engine.check(job(Map.of("allow-on-master", "true"), Duration.ofSeconds(5))).getLast()
                    .getContent()).isEqualTo("The deadline of the check left no time for it.");
        }
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void itIsFoundOnThePath() throws Exception {
        standIn("exit 0");
        var settings = new GhostSettings(Optional.empty(), "/no/such/directory:" + directory, LONG);
        assertThat(settings.found()).contains(directory.resolve("gh-ost"));
        assertThat(GhostSettings.NONE.found()).isEmpty();
    }
}
