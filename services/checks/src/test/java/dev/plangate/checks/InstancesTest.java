package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstancesTest {
    @TempDir
    Path directory;

    private Instances load(String yaml) throws IOException {
        Path file = directory.resolve("instances.yaml");
        Files.writeString(file, yaml);
        return Instances.load(file, Map.of("PROD_PASSWORD", "s3cret", "PATH", "/some:/path"));
    }

    @Test
    void readsWhatIsRight() throws Exception {
        Files.writeString(directory.resolve("secret"), "fromfile\n");
        var instances = load("""
                instances:
                  prod:
                    engine: POSTGRES
                    environment: production
                    url: jdbc:postgresql://db.example:5432/{database}?sslmode=require
                    user: plangate
                    passwordEnv: PROD_PASSWORD
                    projects: [projects/shop, crm]
                    maxConcurrentChecks: 8
                  dev:
                    engine: postgres
                    host: localhost
                    port: 5433
                    user: dev
                    passwordFile: secret
                    projects: "*"
                """);
        var prod = instances.find("prod").orElseThrow();
        assertThat(prod.secret().reveal()).isEqualTo("s3cret");
        assertThat(prod.toString()).doesNotContain("s3cret");
        assertThat(prod.allows("projects/crm")).isTrue();
        assertThat(prod.allows("projects/other")).isFalse();
        assertThat(prod.maxConcurrentChecks()).isEqualTo(8);
        var dev = instances.find("dev").orElseThrow();
        assertThat(dev.secret().reveal()).isEqualTo("fromfile");
        assertThat(dev.allows("projects/other")).isTrue();
        assertThat(dev.url("a?user=b&x=/c d")).isEqualTo("jdbc:postgresql://localhost:5433/a%3Fuser%3Db%26x%3D%2Fc+d");
    }

    @Test
    void instancesOfMySqlAndMariaDb() throws Exception {
        var instances = load("""
                instances:
                  maria: {engine: mariadb, host: db, user: u, projects: "*", scratchSchema: plangate_scratch}
                  my: {engine: MYSQL, url: 'jdbc:mysql://db/{database}?sslMode=verify-full', user: u, projects: "*"}
                """);
        assertThat(instances.find("maria").orElseThrow().url("d")).isEqualTo("jdbc:mariadb://db:3306/d");
        assertThat(instances.find("maria").orElseThrow().scratchSchema()).contains("plangate_scratch");
        assertThat(instances.find("my").orElseThrow().scratchSchema()).isEmpty();

        assertThat(catchThrowableOfType(InvalidInstances.class, () -> load("""
                instances:
                  my:
                    engine: MYSQL
                    url: jdbc:mysql://db/{database}?allowMultiQueries=true
                    scratchSchema: a`b
                    user: u
                    projects: "*"
                  maria: {engine: MARIADB, url: 'jdbc:postgresql://db/{database}', user: u, projects: "*"}
                  pg: {engine: POSTGRES, host: db, user: u, projects: "*", scratchSchema: x}
                """)).mistakes()).containsExactlyInAnyOrder(
                "instances.yaml:4: instance my: url must not set allowMultiQueries; it may set [enabledSslCipherSuites, enabledSslProtocolSuites, serverSslCert, sslMode, "
                        + "tcpKeepAlive, useCompression]",
                "instances.yaml:5: scratchSchema must be the name of a database of letters, digits and _, got 'a`b'",
                "instances.yaml:8: instance maria: url must look like jdbc:mariadb://host:3306/{database}?sslMode=verify-full",
                "instances.yaml:9: scratchSchema is for MySQL and MariaDB only");
    }

    @Test
    void whereGhostIs() throws Exception {
        String instances = """
                instances:
                  maria:
                    engine: MARIADB
                    url: jdbc:mariadb://db:3306/{database}
                    user: plangate
                    projects: "*"
                """;
        assertThat(load(instances).ghost())
                .isEqualTo(new GhostSettings(Optional.empty(), "/some:/path", GhostSettings.LIMIT));
        assertThat(load(instances + "ghost: {binary: /opt/gh-ost, timeoutSeconds: 20}").ghost())
                .isEqualTo(
                        new GhostSettings(Optional.of(Path.of("/opt/gh-ost")), "/some:/path", Duration.ofSeconds(20)));
        assertThat(load(instances + "ghost: {binary: gh-ost}").ghost().binary())
                .contains(directory.resolve("gh-ost"));
        assertThat(catchThrowableOfType(InvalidInstances.class,
                () -> load(instances + "ghost: {timeoutSeconds: 0, binaries: x}")))
                .hasMessageContaining(
                        "instances.yaml:7: ghost: timeoutSeconds must be a number from 1 to 9999, got '0'")
                .hasMessageContaining("ghost: 'binaries' is not known; known are [binary, timeoutSeconds]");
    }

    @Test
    void aScratchServerForEachMajorVersion() throws Exception {
        var instances = load("""
                scratch:
                  18:
                    host: scratch
                    user: postgres
                    passwordEnv: PROD_PASSWORD
                instances:
                  prod:
                    engine: POSTGRES
                    host: db
                    user: plangate
                    projects: "*"
                    trace: true
                  dev:
                    engine: POSTGRES
                    host: db
                    user: plangate
                    projects: "*"
                """);

        assertThat(instances.find("prod").orElseThrow().trace()).isTrue();
        assertThat(instances.find("dev").orElseThrow().trace()).isFalse();
        assertThat(instances.scratch().of(17)).isEmpty();
        assertThat(instances.scratch().of(18)).hasValueSatisfying(server -> {
            assertThat(server.url()).isEqualTo("jdbc:postgresql://scratch:5432/{database}");
            assertThat(server.password()).isEqualTo("s3cret");
            assertThat(server.toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void tracingNeedsAScratchServer() {
        assertThat(catchThrowableOfType(InvalidInstances.class, () -> load("""
                instances:
                  prod:
                    engine: POSTGRES
                    host: db
                    user: plangate
                    projects: "*"
                    trace: true
                """))).hasMessageContaining(
                "instances.yaml:7: trace needs a scratch server: scratch: {18: {host: ..., user: ...}}, of the major version of the instance");
        assertThat(catchThrowableOfType(InvalidInstances.class, () -> load("""
                scratch:
                  9:
                    host: scratch
                    colour: red
                instances: {}
                """))).hasMessageContaining("a server for each major version of PostgreSQL from 14 on, got '9'")
                .hasMessageContaining("scratch server 9: 'colour' is not known")
                .hasMessageContaining("scratch server 9 has no user");
    }

    @Test
    void reportsAllMistakesWithTheirLines() {
        var thrown = catchThrowableOfType(InvalidInstances.class, () -> load("""
                instances:
                  Prod:
                    engine: PG
                    url: jdbc:postgresql://db/shop?password=x&preferQueryMode=simple
                    user: plangate
                    password: hunter2
                    projects: []
                  dev:
                    engine: POSTGRES
                    host: localhost
                    user: dev
                    user: dev2
                    passwordEnv: NOT_SET
                    maxConcurrentChecks: 0
                    colour: red
                """));
        assertThat(thrown.mistakes()).containsExactlyInAnyOrder(
                "instances.yaml:3: the instance's name 'Prod' must match [a-z][a-z0-9-]{0,62}",
                "instances.yaml:3: instance Prod: engine must be one of [POSTGRES, MYSQL, MARIADB, ORACLE, MSSQL, SQLITE], got 'PG'",
                "instances.yaml:4: instance Prod: url must contain {database} where the database's name goes",
                "instances.yaml:4: instance Prod: url must look like jdbc:postgresql://host:5432/{database}?sslmode=require",
                "instances.yaml:4: instance Prod: url must not set password: name its environment variable by passwordEnv or its file by passwordFile",
                "instances.yaml:4: instance Prod: url must not set preferQueryMode; it may set [ApplicationName, channelBinding, gssEncMode, hostRecheckSeconds, "
                        + "loadBalanceHosts, sslNegotiation, sslcert, sslkey, sslmode, sslrootcert, targetServerType, tcpKeepAlive]",
                "instances.yaml:6: instance Prod: a password must not stand in this file: name its environment variable by passwordEnv or its file by "
                        + "passwordFile",
                "instances.yaml:7: instance Prod: projects must be \"*\" or a list of projects: [projects/shop]",
                "instances.yaml:12: instance dev: 'user' stands there twice",
                "instances.yaml:13: instance dev: the environment variable NOT_SET that passwordEnv names is not set",
                "instances.yaml:9: instance dev: projects must be \"*\" or a list of projects: [projects/shop]",
                "instances.yaml:14: maxConcurrentChecks must be a number from 1 to 9999, got '0'",
                "instances.yaml:15: instance dev: 'colour' is not known; known are [engine, environment, host, maxConcurrentChecks, passwordEnv, passwordFile, "
                        + "port, projects, scratchSchema, trace, url, user]");
        assertThat(thrown.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void whatIsNoYamlOrNotThereIsSaid() {
        assertThat(catchThrowableOfType(InvalidInstances.class, () -> load("instances: [")).getMessage())
                .contains("is not YAML");
        assertThat(catchThrowableOfType(InvalidInstances.class, () -> load("")).getMessage())
                .contains("the file is empty");
        assertThat(catchThrowableOfType(InvalidInstances.class,
                () -> Instances.load(directory.resolve("none.yaml"), Map.of())).getMessage())
                .contains("no such file");
    }
}
