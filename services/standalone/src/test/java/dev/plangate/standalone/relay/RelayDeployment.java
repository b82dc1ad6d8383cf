package dev.plangate.standalone.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.Topics;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.db.Outbox;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.pipeline.config.OutboxSettings;
import dev.plangate.pipeline.outbox.OutboxWatch;
import dev.plangate.pipeline.relay.Relay;
import dev.plangate.pipeline.relay.RelayConfig;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.pipeline.runtime.Wake;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.v1.CheckRun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One deployment: its database, what was appended to its outbox, and relays on it. */
final class RelayDeployment implements AutoCloseable {

    private final String name;
    private final String url;
    private final String password;
    private final RelayWorld world;
    private final Database database;
    private final Outbox outbox;
    private final List<Relay> relays = new ArrayList<>();
    private int appended;

    RelayDeployment(String name, String url, String password, RelayWorld world) {
        this.name = name;
        this.url = url;
        this.password = password;
        this.world = world;
        database = Database.open(DatabaseConfig.of(url, EmbeddedPostgres.USER, () -> password).withPoolSize(12));
        outbox = new Outbox(database);
    }

    String name() {
        return name;
    }

    String keyPrefix() {
        return "projects/" + name + "/";
    }

    /** A relay that is started, and stopped with the deployment. */
    Relay relay(Duration lease, RelaySteps steps) {
        return relay(lease, 10, steps);
    }

    Relay relay(Duration lease, int batchRows, RelaySteps steps) {
        var relay = new Relay(new RelayConfig(name, "0", batchRows, RelayConfig.BATCH_BYTES, lease, world.kafka()),
                database, world.registry(), new Wake(), new SimpleMeterRegistry(), steps);
        relay.start();
        relays.add(relay);
        return relay;
    }

    /** A watch that is started. */
    OutboxWatch watch(int alarmRows, int limitRows, MeterRegistry meters) {
        var watch = new OutboxWatch(new OutboxSettings(alarmRows, Duration.ofHours(1), limitRows), database, meters);
        watch.start();
        return watch;
    }

    /** Appends as many runs, each with the next number, over a hundred plans: all parts have rows. */
    void append(int rows) {
        append(IntStream.range(0, rows).mapToObj(i -> row(++appended)).toList());
    }

    void append(List<OutboxRow> rows) {
        database.transaction(tx -> {
            outbox.append(tx, rows);
            return rows.size();
        });
    }

    OutboxRow row(int number) {
        String plan = keyPrefix() + "plans/" + number % 97;
        return OutboxRow.of(Topics.CHECK_RUNS, plan, CheckRun.newBuilder().setPlan(plan).setRun(number).build());
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(url, EmbeddedPostgres.USER, password);
    }

    void execute(String sql) throws SQLException {
        try (var connection = connection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> query(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    void awaitEmptyOutbox() throws Exception {
        Await.until("the outbox to be empty", () -> query("select count(*) from outbox").equals(List.of("0")));
    }

    /** Each appended run was seen once, and those of a plan in the order of their numbers. */
    void assertPublishedOnceInOrder() {
        var seen = world.runs(this);
        assertThat(seen.stream().map(RelayWorld.Seen::number).sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, appended).mapToObj(Long::valueOf).toList());
        assertThat(seen.stream().map(RelayWorld.Seen::eventId)).doesNotHaveDuplicates().doesNotContain("");
        assertThat(seen.stream().collect(Collectors.groupingBy(RelayWorld.Seen::key,
                Collectors.mapping(RelayWorld.Seen::number, Collectors.toList()))).values())
                .allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
        relays.clear();
        database.close();
    }
}
