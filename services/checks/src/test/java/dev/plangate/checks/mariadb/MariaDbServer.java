package dev.plangate.checks.mariadb;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MariaDB server of the machine's own {@code mariadbd}: data in a temporary directory, a free port of 127.0.0.1, user root without a password. One for each
 * list of options and JVM; it ends with the JVM. Where there is no {@code mariadbd} the test that asks for one is skipped.
 */
public final class MariaDbServer {
    /** A server whose binary log is as gh-ost wants it. */
    public static final List<String> ROW_LOG = List.of("--log-bin=binlog", "--server-id=1", "--binlog-format=ROW",
            "--binlog-row-image=FULL", "--log-slave-updates=ON");
    /** A server without a binary log. */
    public static final List<String> NO_LOG = List.of("--skip-log-bin");

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbServer.class);
    private static final String MISSING = "mariadbd is missing, so what needs a MariaDB server is skipped: apt-get install mariadb-server";
    private static final Map<List<String>, MariaDbServer> RUNNING = new ConcurrentHashMap<>();
    /** Somebody else may take the free port before the server does. */
    private static final int ATTEMPTS = 3;

    private final Path directory;
    private final int port;
    private final Process process;

    private MariaDbServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** The server with {@link #ROW_LOG}. */
    public static MariaDbServer shared() {
        return with(ROW_LOG);
    }

    /** The server with options of one's own, started when first asked for. */
    public static MariaDbServer with(List<String> options) {
        if (!installed()) {
            // The build's output shows that a test was skipped, but not why.
            LOG.warn(MISSING);
        }
        assumeTrue(installed(), MISSING);
        return RUNNING.computeIfAbsent(options, MariaDbServer::start);
    }

    /** Whether this machine has the server's programs. */
    public static boolean installed() {
        return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
    }

    /** Debian has the server in a directory that is not on every user's PATH. */
    private static Optional<Path> program(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin"
                + File.pathSeparator + "/usr/local/sbin";
        return Stream.of(path.split(File.pathSeparator)).filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name)).filter(Files::isExecutable).findFirst();
    }

    private static MariaDbServer start(List<String> options) {
        try {
            Path directory = Files.createTempDirectory("mariadb");
            Path data = directory.resolve("data");
            var server = begin(directory, data, options);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MariaDbServer begin(Path directory, Path data, List<String> options) throws IOException {
        var install = new ArrayList<>(List.of(program("mariadb-install-db").orElseThrow().toString(), "--no-defaults",
                "--auth-root-authentication-method=normal", "--skip-test-db", "--datadir=" + data));
        install.addAll(user());
        run(install);
        for (int attempt = 1;; attempt++) {
            int port = freePort();
            var command = new ArrayList<>(List.of(program("mariadbd").orElseThrow().toString(), "--no-defaults",
                    "--datadir=" + data, "--tmpdir=" + directory, "--socket=" + directory.resolve("socket"),
                    "--pid-file=" + directory.resolve("pid"), "--bind-address=127.0.0.1", "--port=" + port,
                    "--skip-name-resolve", "--performance-schema=OFF", "--innodb-buffer-pool-size=32M",
                    "--innodb-log-file-size=16M", "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"));
            command.addAll(user());
            command.addAll(options);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new ArrayList<String>();
            if (ready(process, said)) {
                return new MariaDbServer(directory, port, process);
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("mariadbd did not start: " + String.join("\n", said));
            }
        }
    }

    /** mariadbd refuses to run as root unless it is told so. */
    private static List<String> user() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (var reader = process.inputReader()) {
            said = String.join("\n", reader.lines().toList());
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    /** Reads what the server says until it takes connections; from then on somebody else reads on, or the server would stop at a full pipe. */
    private static boolean ready(Process process, List<String> said) throws IOException {
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (line.contains("ready for connections")) {
                Thread.ofPlatform().daemon().name("mariadbd-log").start(() -> reader.lines().forEach(_ -> {
                    // nobody wants to know
                }));
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void stop() {
        process.destroyForcibly().onExit().join();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of 127.0.0.1. */
    public int port() {
        return port;
    }

    /** JDBC URL of a database; empty = of none. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** As root. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "root", "");
    }

    /** Runs statements as root, one by one. */
    public void run(String database, String... statements) throws SQLException {
        try (var connection = connect(database); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query, as root. */
    public List<String> query(String database, String sql) throws SQLException {
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

    /** Makes a database anew and runs statements in it. */
    public void database(String name, String... statements) throws SQLException {
        run("", "drop database if exists `" + name + "`", "create database `" + name + "`");
        run(name, statements);
    }
}
