package dev.plangate.checks.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DryRunCommandTest {
    private static final Map<String, String> EACH = Map.ofEntries(Map.entry("max-load", "Threads_running=25"),
            Map.entry("chunk-size", "500"), Map.entry("dml-batch-size", "20"), Map.entry("default-retries", "3"),
            Map.entry("cut-over-lock-timeout-seconds", "3"), Map.entry("exponential-backoff-max-interval", "64"),
            Map.entry("max-lag-millis", "1500"), Map.entry("allow-on-master", "true"),
            Map.entry("switch-to-rbr", "true"), Map.entry("assume-rbr", "false"),
            Map.entry("heartbeat-interval-millis", "100"), Map.entry("nice-ratio", "0.5"),
            Map.entry("throttle-control-replicas", "evil.example"), Map.entry("attempt-instant-ddl", "true"),
            Map.entry("assume-master-host", "evil.example"));

    private static DryRunCommand command(Map<String, String> flags) {
        var wanted = (GhostRequest.Wanted) GhostRequest.of("alter table `t 1` add a int", true, flags, "d");
        return new DryRunCommand(new GhostServer("db.example", 3307, List.of("--ssl")), "d", wanted.alter(),
                wanted.flags(), GhostTables.ofADryRun(new byte[]{1, 2, 3, 4, 5, (byte) 0xff}), 3_000_000_007L);
    }

    @Test
    void whatGhostIsCalledWith() {
        assertThat(command(new HashMap<>(EACH)).arguments("/d/client.cnf", "/d")).containsExactly(
                "--conf=/d/client.cnf", "--host=db.example", "--port=3307", "--database=d", "--table=t 1",
                "--alter=add a int", "--assume-rbr", "--force-table-names=plangate_0102030405ff",
                "--replica-server-id=3000000007", "--serve-socket-file=/d/socket",
                "--throttle-additional-flag-file=/d/throttle", "--verbose", "--ssl", "--chunk-size=500",
                "--dml-batch-size=20", "--default-retries=3", "--cut-over-lock-timeout-seconds=3",
                "--exponential-backoff-max-interval=64", "--max-lag-millis=1500", "--allow-on-master=true",
                "--heartbeat-interval-millis=100", "--nice-ratio=0.5");
    }

    @Test
    void whatReachesFurtherThanATrialIsLeftOut() {
        assertThat(command(EACH).leftOut()).containsExactly("assume-master-host", "attempt-instant-ddl", "max-load",
                "switch-to-rbr", "throttle-control-replicas");
        assertThat(command(Map.of()).leftOut()).isEmpty();
    }

    @Test
    void itsTablesAreItsOwn() {
        assertThat(command(Map.of()).tables().names()).containsExactly("_plangate_0102030405ff_gho",
                "_plangate_0102030405ff_ghc", "_plangate_0102030405ff_del", "_plangate_0102030405ff_ghk");
        assertThat(command(Map.of()).tables().names()).allMatch(GhostTables::isOfADryRun);
        assertThat(GhostTables.of("orders").names()).noneMatch(GhostTables::isOfADryRun);
        assertThat(GhostTables.of("x".repeat(64)).ghost()).hasSize(64).isEqualTo("_" + "x".repeat(59) + "_gho");
    }

    @Test
    void whereTheServerIs() {
        assertThat(GhostServer.of("jdbc:mariadb://h/d")).contains(new GhostServer("h", 3306, List.of()));
        assertThat(GhostServer.of("jdbc:mysql://[::1]:3307/d?sslMode=disable"))
                .contains(new GhostServer("::1", 3307, List.of()));
        assertThat(GhostServer.of("jdbc:mariadb://h:1/d?a=b&sslMode=trust"))
                .contains(new GhostServer("h", 1, List.of("--ssl", "--ssl-allow-insecure")));
        assertThat(GhostServer.of("jdbc:mariadb://h/d?sslMode=verify-full&serverSslCert=/ca.pem"))
                .contains(new GhostServer("h", 3306, List.of("--ssl", "--ssl-ca=/ca.pem")));
        for (String url : List.of("jdbc:mariadb://a,b/d", "jdbc:mariadb:replication://a/d", "jdbc:postgresql://h/d",
                "jdbc:mariadb://h/d?sslMode=verify-ca", "jdbc:mariadb://h/d?sslMode=trust&keyStore=/k",
                "jdbc:mariadb://h/d?sslMode=trust&serverSslCert=classpath:ca")) {
            assertThat(GhostServer.of(url)).as(url).isEmpty();
        }
    }

    @Test
    void whatTheConfigurationFileCannotHold() {
        assertThat(ConfigurationFile.text("u", "p#;\"'`\\ %")).isEqualTo(
                Optional.of("[client]\nuser=`u`\npassword=`p#;\"'`\\ %`\n"));
        assertThat(ConfigurationFile.text("u", null)).isEqualTo(Optional.of("[client]\nuser=`u`\n"));
        for (String password : List.of("a\nb", "${HOME}", "x${}", "%(user)s", "\0")) {
            assertThat(ConfigurationFile.text("u", password)).as(password).isEmpty();
        }
    }
}
