package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.DeliveryBacklog;
import dev.plangate.db.row.DeliveryClaim;
import dev.plangate.db.row.DeliveryOutcome;
import dev.plangate.db.row.DeliveryRow;
import dev.plangate.db.row.EndpointName;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RecordPlace;
import dev.plangate.db.row.WebhookRow;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.Webhook;
import dev.plangate.v1.Webhook.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesIT {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final EndpointName CHAT = new EndpointName("projects/shop", "chat");
    private static final EndpointName LEDGER = new EndpointName("projects/shop", "ledger");

    private DatabaseConfig config;
    private Database database;
    private Deliveries deliveries;

    @BeforeEach
    void open() {
        config = TestPostgres.copied();
        database = Database.open(config);
        deliveries = new Deliveries(database);
        database.transaction(tx -> {
            new Projects().save(tx,
                    List.of(new ProjectRow("projects/shop", 1, ProjectSettings.getDefaultInstance(), false)));
            new Webhooks().replace(tx, List.of("projects/shop"), List.of(webhook("chat"), webhook("ledger")));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEventIsStoredOnceForEachWebhook() {
        DeliveryRow row = row(CHAT, "p", 1);
        assertThat(add(row)).isOne();
        assertThat(add(row, row(LEDGER, "p", 1))).isOne();
        assertThat(claim(Map.of(), 10)).hasSize(2).allSatisfy(claim -> {
            assertThat(claim.eventId()).isEqualTo(row.eventId());
            assertThat(claim.target()).isPresent();
            assertThat(claim.attempts()).isOne();
            assertThat(claim.source()).isEqualTo(row.source());
        });
    }

    @Test
    void aWebhookIsToldOfAPlanInOrderAndOneAtATime() {
        add(row(CHAT, "p", 1), row(CHAT, "p", 2), row(CHAT, "q", 3), row(LEDGER, "p", 1));
        List<DeliveryClaim> first = claim(Map.of(), 10);
        assertThat(first).extracting(DeliveryClaim::endpoint, DeliveryClaim::plan, DeliveryClaim::body)
                .containsExactlyInAnyOrder(tuple(CHAT, "p", "1"), tuple(CHAT, "q", "3"), tuple(LEDGER, "p", "1"));
        assertThat(claim(Map.of(), 10)).as("while they are claimed").isEmpty();

        deliveries.record(List.of(new DeliveryOutcome.Delivered(of(first, CHAT, "p"))));
        assertThat(claim(Map.of(), 10)).singleElement()
                .satisfies(claim -> assertThat(claim.body()).isEqualTo("2"));
    }

    @Test
    void eachWebhookHasPlacesOfItsOwn() {
        IntStream.range(0, 10).forEach(i -> add(row(CHAT, "p" + i, i), row(LEDGER, "p" + i, i)));
        assertThat(claim(Map.of(CHAT, 0), 3)).extracting(DeliveryClaim::endpoint).containsOnly(LEDGER).hasSize(3);
        assertThat(claim(Map.of(CHAT, 1, LEDGER, 0), 3)).extracting(DeliveryClaim::endpoint).containsExactly(CHAT);
    }

    @Test
    void aClaimThatWasTakenOverWritesNothing() {
        add(row(CHAT, "p", 1));
        DeliveryClaim old = claim(Map.of(), 1).getFirst();
        later(Duration.ofMinutes(2));
        DeliveryClaim newer = claim(Map.of(), 1).getFirst();
        assertThat(newer.fence()).isGreaterThan(old.fence());

        assertThat(deliveries.record(List.of(dead(old)))).isEmpty();
        assertThat(new Outbox(database).read(OutboxRow.raw("t", null, null, Map.of()).part(), 9, 9)).isEmpty();
        assertThat(deliveries.record(List.of(new DeliveryOutcome.Delivered(newer), dead(old))))
                .as("of one that is named twice the newer").containsExactly(newer.seq());
        assertThat(deliveries.backlog()).isEqualTo(new DeliveryBacklog(0, Duration.ZERO));
    }

    /** A lease that is over and that nobody took changes nothing about what was sent. */
    @Test
    void whoComesLateAndWasNotReplacedTellsTheTruth() {
        add(row(CHAT, "p", 1));
        DeliveryClaim late = claim(Map.of(), 1).getFirst();
        later(Duration.ofMinutes(2));
        assertThat(deliveries.record(List.of(new DeliveryOutcome.Delivered(late)))).containsExactly(late.seq());
    }

    @Test
    void aDeadLetterIsInTheTransactionOfItsEnd() {
        add(row(CHAT, "p", 1));
        DeliveryClaim claim = claim(Map.of(), 1).getFirst();
        deliveries.record(List.of(dead(claim)));
        assertThat(new Outbox(database).read(dead(claim).letter().part(), 9, 9)).singleElement()
                .satisfies(stored -> assertThat(stored.row()).isEqualTo(dead(claim).letter()));
    }

    @Test
    void whatFollowsAFailureWaitsWithIt() {
        add(row(CHAT, "p", 1), row(CHAT, "p", 2));
        DeliveryClaim head = claim(Map.of(), 1).getFirst();
        deliveries.record(List.of(new DeliveryOutcome.Postponed(head, Duration.ofHours(1), "down")));
        assertThat(claim(Map.of(), 9)).isEmpty();
        assertThat(due()).containsExactly(true, true);

        later(Duration.ofMinutes(61));
        assertThat(claim(Map.of(), 9)).singleElement().satisfies(claim -> {
            assertThat(claim.body()).isEqualTo("1");
            assertThat(claim.attempts()).isEqualTo(2);
            assertThat(claim.age()).isGreaterThan(Duration.ofHours(1));
        });
    }

    @Test
    void whatWasNotClaimedYetIsTakenBackUnlessItIsTheOneThatStands() {
        DeliveryRow gone = settling("p", 1);
        DeliveryRow stands = settling("p", 2);
        DeliveryRow other = settling("q", 3);
        add(gone, stands, other, row(CHAT, "p", 4));
        later(Duration.ofSeconds(5));
        DeliveryRow lasted = settling("r", 5);
        add(lasted);
        later(Duration.ofMinutes(1));
        add(settling("s", 6));

        assertThat(takeBack(Map.of("r", Optional.empty(), "s", Optional.empty(), "p",
                Optional.of(stands.eventId())))).as("p and r have lasted").isOne();
        assertThat(deliveries.backlog().open()).isEqualTo(5);
        add(settling("p", 7));
        assertThat(takeBack(Map.of("p", Optional.of(UUID.randomUUID())))).isOne();
    }

    @Test
    void theTargetIsWhatTheProjectHasNow() {
        add(row(CHAT, "p", 1), row(LEDGER, "p", 2));
        database.transaction(tx -> {
            new Webhooks().replace(tx, List.of("projects/shop"), List.of(webhook("ledger")));
            return null;
        });
        assertThat(claim(Map.of(), 9)).allSatisfy(
                claim -> assertThat(claim.target().isPresent()).isEqualTo(claim.endpoint().equals(LEDGER)));
        later(Duration.ofMinutes(2));
        database.transaction(tx -> new Projects().archive(tx, List.of("projects/shop")));
        assertThat(claim(Map.of(), 9)).hasSize(2).allSatisfy(claim -> assertThat(claim.target()).isEmpty());
    }

    @Test
    void whatEndedLongAgoIsForgottenAndTheRestIsNot() {
        add(row(CHAT, "p", 1), row(CHAT, "q", 2));
        deliveries.record(claim(Map.of(), 9).stream().limit(1)
                .map(claim -> (DeliveryOutcome) new DeliveryOutcome.Dropped(claim, "gone")).toList());
        assertThat(deliveries.forget(Duration.ofMinutes(1), 10)).isZero();
        later(Duration.ofMinutes(2));
        assertThat(deliveries.forget(Duration.ofMinutes(1), 10)).isOne();
        assertThat(deliveries.backlog().open()).isOne();
    }

    @Test
    void sendersSideBySideNeverShareAClaim() throws InterruptedException, ExecutionException {
        IntStream.range(0, 300).forEach(i -> add(row(CHAT, "p" + i, i)));
        Set<Long> seen = new HashSet<>();
        List<List<DeliveryClaim>> claims = Parallel.run(8, () -> {
            List<DeliveryClaim> own = new ArrayList<>();
            List<DeliveryClaim> more = claim(Map.of(), 7);
            while (!more.isEmpty()) {
                own.addAll(more);
                more = claim(Map.of(), 7);
            }
            return own;
        });
        claims.forEach(own -> own.forEach(claim -> assertThat(seen.add(claim.seq())).isTrue()));
        assertThat(seen).hasSize(300);
    }

    /** 200,000 that wait for one webhook cost a claim of another next to nothing. */
    @Test
    void aBacklogOfOneWebhookCostsTheOthersNothing() throws SQLException {
        fill("projects/away", 200_000);
        add(row(CHAT, "p", 1));
        long blocks = blocksOfAClaim();
        assertThat(blocks).as("blocks read by a claim").isLessThan(200);
        assertThat(claim(Map.of(new EndpointName("projects/away", "chat"), 0), 4)).singleElement()
                .satisfies(claim -> assertThat(claim.endpoint()).isEqualTo(CHAT));
    }

    private int add(DeliveryRow... rows) {
        return database.transaction(tx -> deliveries.add(tx, List.of(rows)));
    }

    private int takeBack(Map<String, Optional<UUID>> plans) {
        return database.transaction(
                tx -> deliveries.takeBack(tx, Event.ROLLOUT_BLOCKED, Duration.ofSeconds(30), plans));
    }

    private List<DeliveryClaim> claim(Map<EndpointName, Integer> free, int usual) {
        return deliveries.claim("a", LEASE, free, usual, 1_000);
    }

    /** Everything lies that much further back. */
    private void later(Duration time) {
        TestPostgres.execute(config.url(), """
                update webhook_delivery
                   set due_at = due_at - interval '%1$d ms', created_at = created_at - interval '%1$d ms',
                       ended_at = ended_at - interval '%1$d ms'
                """.formatted(time.toMillis()));
    }

    private List<Boolean> due() {
        return database.transaction(tx -> tx.query(
                "select due_at > now() + interval '50 minutes' from webhook_delivery order by seq").list(Row::flag));
    }

    private void fill(String project, int count) {
        TestPostgres.execute(config.url(),
                """
                        insert into webhook_delivery (event_id, project, webhook, plan, event, body, source_topic, source_partition,
                                                      source_offset, due_at)
                        select gen_random_uuid(), '%1$s', 'chat', '%1$s/plans/' || i, 'CHECKS_FINISHED', '{}', 't', 0, i, now()
                          from generate_series(1, %2$d) i
                        """
                        .formatted(project, count));
        TestPostgres.execute(config.url(), "vacuum analyze webhook_delivery");
    }

    private long blocksOfAClaim() throws SQLException {
        String sql = Deliveries.CLAIM;
        for (String value : List.of("array['projects/away']", "array['chat']", "array[0]", "4", "100", "'a'", "1000")) {
            sql = sql.replaceFirst("\\?", value);
        }
        try (var connection = TestPostgres.connect(config.url()); var statement = connection.createStatement()) {
            statement.execute(
                    "set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
            connection.setAutoCommit(false);
            try (var rows = statement.executeQuery("explain (analyze, buffers, format json) " + sql)) {
                rows.next();
                var plan = rows.getString(1);
                connection.rollback();
                var buffers = java.util.regex.Pattern.compile("\"Shared (?:Hit|Read) Blocks\": ([0-9]+)").matcher(plan);
                long hit = buffers.find() ? Long.parseLong(buffers.group(1)) : 0;
                return hit + (buffers.find() ? Long.parseLong(buffers.group(1)) : 0);
            }
        }
    }

    private static DeliveryClaim of(List<DeliveryClaim> claims, EndpointName endpoint, String plan) {
        return claims.stream().filter(claim -> claim.endpoint().equals(endpoint) && claim.plan().equals(plan))
                .findFirst()
                .orElseThrow();
    }

    private static DeliveryOutcome.Dead dead(DeliveryClaim claim) {
        return new DeliveryOutcome.Dead(claim, "down", OutboxRow.raw("t", null, null, Map.of()));
    }

    private static DeliveryRow row(EndpointName endpoint, String plan, int number) {
        return row(endpoint, plan, number, Event.CHECKS_FINISHED, Duration.ZERO);
    }

    private static DeliveryRow settling(String plan, int number) {
        return row(CHAT, plan, number, Event.ROLLOUT_BLOCKED, Duration.ofSeconds(30));
    }

    private static DeliveryRow row(EndpointName endpoint, String plan, int number, Event event, Duration settle) {
        return new DeliveryRow(new UUID(0, number), endpoint.project(), endpoint.webhook(), plan, event,
                Integer.toString(number), settle, new RecordPlace("plangate.check-runs", 3, number));
    }

    private static WebhookRow webhook(String name) {
        return new WebhookRow("projects/shop",
                Webhook.newBuilder().setName(name).setUrl("https://hooks.example.com/").build());
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
