package dev.plangate.pipeline.webhooks;

import static dev.plangate.pipeline.webhooks.WebhookWorld.SHOP;
import static dev.plangate.pipeline.webhooks.WebhookWorld.await;
import static dev.plangate.pipeline.webhooks.WebhookWorld.done;
import static dev.plangate.pipeline.webhooks.WebhookWorld.plan;
import static dev.plangate.pipeline.webhooks.WebhookWorld.standing;
import static dev.plangate.pipeline.webhooks.WebhookWorld.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.Topics;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus.Phase;
import dev.plangate.v1.Webhook.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stories of deliveries, on a real Postgres and against a real HTTP server. */
@Timeout(120)
class WebhooksIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final String PLAN = plan(SHOP, 1);

    private final WebhookWorld world = new WebhookWorld();
    private final Receiver receiver = new Receiver();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        receiver.close();
        world.close();
    }

    @Test
    void whoAsksIsToldSignedAndOnce() {
        world.project(SHOP, webhook(receiver.url()));
        var record = world.run(done(PLAN, 1));
        world.reads(record);
        world.reads(record, world.run(done(PLAN, 1)));
        world.process("a", receiver).works();

        assertThat(world.status()).containsExactly("DELIVERED");
        assertThat(receiver.requests()).singleElement().satisfies(request -> {
            assertThat(request.type()).isEqualTo("dev.plangate.checks.finished.v1");
            assertThat(request.event().path("specversion").asText()).isEqualTo("1.0");
            assertThat(request.event().path("id").asText()).isEqualTo(request.id());
            assertThat(request.event().path("subject").asText()).isEqualTo(PLAN);
            assertThat(request.event().path("source").asText()).isEqualTo("/plangate/deployments/test");
            assertThat(request.event().at("/data/checkRun/run").asText()).isEqualTo("1");
            assertThat(request.headers().getFirst("Content-Type"))
                    .isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(WebhookWorld.verifies(request)).isTrue();
        });
    }

    @Test
    void nobodyIsToldWhatHeDidNotAskForNorWhatIsAnotherProjects() {
        world.project(SHOP, webhook(receiver.url(), Event.ROLLOUT_CREATED));
        world.project("projects/free");
        world.reads(world.run(done(PLAN, 1)), world.run(done(plan("projects/free", 1), 1)),
                world.run(done(plan("projects/unknown", 1), 1)));

        assertThat(world.status()).isEmpty();
    }

    /** A new group reads its topics from their beginning. */
    @Test
    void whatIsOldIsNotTold() {
        world.project(SHOP, webhook(receiver.url()));
        world.reads(world.record(Topics.CHECK_RUNS, PLAN, done(PLAN, 1), world.now() - Duration.ofDays(2).toMillis()));

        assertThat(world.status()).isEmpty();
    }

    @Test
    void blockedIsToldWhenItLastsAndNotAtEachFold() {
        world.project(SHOP, webhook(receiver.url()));
        var process = world.process("a", receiver);
        world.reads(world.status(standing(PLAN, Phase.BLOCKED, "Blocked: no issue")),
                world.status(standing(PLAN, Phase.BLOCKED, "Blocked: 1 error")));
        world.reads(world.status(standing(PLAN, Phase.BLOCKED, "Blocked: 1 error").toBuilder()
                .setPlanStateVersion(7).build()));
        process.works();
        assertThat(receiver.requests()).as("before it has lasted").isEmpty();

        world.passes(SETTLED);
        process.works();
        assertThat(receiver.requests()).singleElement().satisfies(request -> assertThat(
                request.event().at("/data/summary").asText()).isEqualTo("Blocked: 1 error"));
        world.reads(world.status(standing(PLAN, Phase.BLOCKED, "Blocked: 1 error")));
        world.passes(SETTLED);
        process.works();
        assertThat(receiver.requests()).as("the same reason again").hasSize(1);
    }

    @Test
    void whatIsBlockedForAMomentIsNotToldAndMayBeLater() {
        world.project(SHOP, webhook(receiver.url()));
        var process = world.process("a", receiver);
        world.reads(world.status(standing(PLAN, Phase.BLOCKED, "Blocked: no issue")));
        world.reads(world.status(standing(PLAN, Phase.COMMANDED, "on its way")));
        world.passes(SETTLED);
        process.works();
        assertThat(receiver.requests()).isEmpty();

        world.reads(world.status(standing(PLAN, Phase.BLOCKED, "Blocked: no issue")));
        world.passes(SETTLED);
        process.works();
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void anHourOf500IsSurvivedInOrder() {
        world.project(SHOP, webhook(receiver.url()));
        receiver.answers(500);
        world.reads(world.run(done(PLAN, 1)));
        world.reads(world.run(done(PLAN, 2)));
        var process = world.process("a", receiver);
        for (Duration passed = Duration.ZERO; passed.compareTo(HOUR) < 0; passed = passed.plusSeconds(30)) {
            process.works();
            world.passes(Duration.ofSeconds(30));
        }
        int failed = receiver.requests().size();
        assertThat(failed).as("attempts within an hour, growing apart").isBetween(6, 20);
        assertThat(new HashSet<>(receiver.requests().stream().map(Receiver.Request::id).toList()))
                .as("nothing overtakes what the plan's webhook was not told yet").hasSize(1);
        assertThat(world.errors().getFirst()).isEqualTo("it answered 500");

        receiver.answers(200);
        world.passes(Duration.ofMinutes(10));
        process.works();
        assertThat(world.status()).containsExactly("DELIVERED", "DELIVERED");
        assertThat(receiver.requests().stream().skip(failed).map(r -> r.event().at("/data/checkRun/run").asText()))
                .containsExactly("1", "2");
        assertThat(letters()).isEmpty();
    }

    @Test
    void whatFailsForTooLongIsADeadLetterWithItsReason() {
        world.project(SHOP, webhook(receiver.url()));
        receiver.answers(503);
        world.reads(world.run(done(PLAN, 1)));
        var process = world.process("a", receiver);
        process.works();
        world.passes(Duration.ofHours(2));
        process.works();

        assertThat(world.status()).containsExactly("DEAD");
        assertThat(letters()).singleElement().asString().contains("dead-letter-stage,webhooks")
                .contains("dead-letter-webhook,projects/shop/webhooks/chat").contains("it answered 503")
                .contains("dead-letter-topic,plangate.check-runs");
        assertThat(world.postgres.query("select convert_from(value, 'UTF8') from outbox")).containsExactlyElementsOf(
                world.postgres.query("select body from webhook_delivery"));
        assertThat(attempts("dead")).isEqualTo(1);
    }

    @Test
    void goneForGoodIsADeadLetterAtOnceAndEverythingElseIsTriedAgain() {
        world.project(SHOP, webhook(receiver.url()));
        var process = world.process("a", receiver);
        for (int status : List.of(404, 401, 302, 410)) {
            receiver.answers(status);
            world.reads(world.run(done(plan(SHOP, status), 1)));
            process.works();
        }
        assertThat(world.status()).containsExactly("OPEN", "OPEN", "OPEN", "DEAD");
        assertThat(letters()).singleElement().asString().contains("410");
    }

    /** A hanging receiver holds its own places, and after its first failure a single one. */
    @Test
    void whoHangsHoldsUpNobodyElse() {
        var free = new Receiver();
        try (free) {
            receiver.behaves(_ -> block(release));
            world.project(SHOP, webhook(receiver.url()));
            world.project("projects/free", webhook(free.url()));
            world.reads(records("projects/shop", 50));
            world.reads(records("projects/free", 20));
            var process = world.process("a", receiver.url(), free.url());
            // What hangs is never waited for here.
            await("the free ones", () -> {
                process.claims();
                return free.requests().size() == 20;
            });

            assertThat(receiver.requests().size()).isLessThanOrEqualTo(2);
            assertThat(process.busy()).isLessThanOrEqualTo(2 + 2);
            await("the first to be given up", () -> process.busy() < 2);
            process.ends();
            process.claims();
            assertThat(process.busy()).as("places of one that fails").isEqualTo(1);
            process.ends();
            assertThat(world.errors()).contains("no answer within PT0.4S");
        }
    }

    /** Killed between the receiver's answer and the note of it: told again, with the same id and the same body. */
    @Test
    void aProcessThatDiesBeforeItHasWrittenDeliversTwiceAndLosesNothing() {
        world.project(SHOP, webhook(receiver.url()));
        world.reads(world.run(done(PLAN, 1)));
        var killed = world.process("a", receiver);
        killed.dies();
        killed.works();
        assertThat(world.status()).containsExactly("OPEN");
        var other = world.process("b", receiver);
        other.works();
        assertThat(receiver.requests()).as("while the lease runs").hasSize(1);

        world.passes(Duration.ofSeconds(30));
        other.works();
        assertThat(world.status()).containsExactly("DELIVERED");
        assertThat(receiver.requests()).hasSize(2).extracting(Receiver.Request::id, Receiver.Request::body)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(receiver.requests().getFirst().id(),
                        receiver.requests().getFirst().body()));
    }

    /**
     * Trap 17: what was read is a row in the transaction of the offset, and no channel's. A process that dies with
     * everything that it had in hand loses nothing; and however many wait for a receiver that hangs, nobody waits to add
     * more.
     */
    @Test
    void noEventDiesWithAProcessAndNoneWaitsForASender() {
        receiver.behaves(_ -> block(release));
        world.project(SHOP, webhook(receiver.url()));
        var killed = world.process("a", receiver);
        world.reads(records(SHOP, 100));
        killed.claims();
        await("attempts that hang", () -> receiver.requests().size() == 2);
        killed.dies();
        IntStream.range(0, 10).forEach(i -> world.reads(records(SHOP, 100, 100 * (i + 1))));
        assertThat(world.status()).hasSize(1_100).containsOnly("OPEN");

        receiver.answers(204);
        release.countDown();
        world.passes(Duration.ofMinutes(1));
        var other = world.process("b", receiver);
        other.works();
        assertThat(world.status()).hasSize(1_100).containsOnly("DELIVERED");
        assertThat(new HashSet<>(receiver.requests().stream().map(Receiver.Request::id).toList())).hasSize(1_100);
    }

    @Test
    void twoSendersNeverSendOneClaimAtTheSameTime() {
        Set<String> now = ConcurrentHashMap.newKeySet();
        Set<String> twice = ConcurrentHashMap.newKeySet();
        receiver.behaves(exchange -> {
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            if (!now.add(id)) {
                twice.add(id);
            }
            exchange.sendResponseHeaders(204, -1);
            now.remove(id);
        });
        world.project(SHOP, webhook(receiver.url()));
        world.reads(records(SHOP, 200));
        var threads = IntStream.range(0, 4).mapToObj(i -> world.process("p" + i, receiver))
                .map(process -> Thread.ofPlatform().start(() -> await("all to be told", () -> {
                    process.works();
                    return world.status().stream().allMatch("DELIVERED"::equals);
                }))).toList();
        threads.forEach(WebhooksIT::join);

        assertThat(twice).isEmpty();
        assertThat(receiver.requests()).hasSize(200).extracting(Receiver.Request::id).doesNotHaveDuplicates();
    }

    /** A sender that comes back after its lease has nothing to say: the delivery is somebody else's. */
    @Test
    void whoWasPausedWritesNothingOverWhoTookOver() {
        world.project(SHOP, webhook(receiver.url()));
        world.reads(world.run(done(PLAN, 1)));
        receiver.answers(500);
        var paused = world.process("a", receiver).claims();
        await("its attempt", () -> receiver.requests().size() == 1 && paused.busy() == 0);
        world.passes(Duration.ofSeconds(30));
        receiver.answers(204);
        world.process("b", receiver).works();
        paused.ends();

        assertThat(world.status()).containsExactly("DELIVERED");
        assertThat(world.errors()).containsExactly("");
    }

    @Test
    void aSecretThatIsMissingIsWaitedForAndNothingIsSentUnsigned() {
        world.project(SHOP, webhook(receiver.url()));
        world.secrets("free/chat=" + WebhookWorld.SECRET);
        world.reads(world.run(done(PLAN, 1)));
        var process = world.process("a", receiver);
        process.works();
        assertThat(world.errors()).containsExactly("the sender does not know the secret chat of projects/shop");
        assertThat(receiver.requests()).isEmpty();

        world.secrets("shop/chat=" + WebhookWorld.SECRET);
        world.passes(Duration.ofMinutes(1));
        process.works();
        assertThat(world.status()).containsExactly("DELIVERED");
    }

    @Test
    void secretsThatCannotBeReadAreNotShown() {
        world.project(SHOP, webhook(receiver.url()));
        world.secrets("shop/chat=whsec_verysecret");
        world.reads(world.run(done(PLAN, 1)));
        world.process("a", receiver).works();

        assertThat(world.errors()).singleElement().asString().contains("entry 1").doesNotContain("verysecret");
    }

    @Test
    void anEndpointThatIsNotAllowedIsNeverConnectedTo() {
        world.project(SHOP, webhook(receiver.url() + "/path-that-is-a-secret"));
        world.reads(world.run(done(PLAN, 1)));
        world.process("a", "hooks.example.com").works();

        assertThat(receiver.requests()).isEmpty();
        assertThat(world.errors()).singleElement().asString().contains("is not in webhooks.allow")
                .doesNotContain("path-that");
    }

    @Test
    void whatAWebhookThatIsGoneWasToBeToldIsDropped() {
        world.project(SHOP, webhook(receiver.url()));
        world.reads(world.run(done(PLAN, 1)));
        world.project(SHOP);
        world.process("a", receiver).works();

        assertThat(world.status()).containsExactly("DROPPED");
        assertThat(receiver.requests()).isEmpty();
        assertThat(letters()).isEmpty();
    }

    @Test
    void whatAProjectThatIsGoneWasToBeToldIsDropped() {
        world.project(SHOP, webhook(receiver.url()));
        world.reads(world.run(done(PLAN, 1)));
        world.project(SHOP, true, webhook(receiver.url()));
        world.process("a", receiver).works();
        world.reads(world.run(done(PLAN, 2)));

        assertThat(world.status()).containsExactly("DROPPED");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void anUrlThatWasCorrectedIsWhereTheRestGoes() {
        world.project(SHOP, webhook("https://typo.example.com/"));
        world.reads(world.run(done(PLAN, 1)));
        var process = world.process("a", receiver);
        process.works();
        world.project(SHOP, webhook(receiver.url()));
        world.passes(Duration.ofMinutes(1));
        process.works();

        assertThat(world.status()).containsExactly("DELIVERED");
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndHoldsNobodyUp() {
        world.project(SHOP, webhook(receiver.url()));
        var good = world.run(done(PLAN, 1));
        world.reads(new ConsumerRecord<>(Topics.CHECK_RUNS.name(), 0, 7, new byte[]{1}, new byte[]{9, 9}),
                world.run(CheckRun.newBuilder().setPlan("nonsense").setRun(1).setStatus(CheckRun.Status.DONE).build()),
                good);

        assertThat(world.status()).containsExactly("OPEN");
        assertThat(letters()).hasSize(2);
    }

    private List<String> letters() {
        return world.postgres.query("select array_to_string(headers, ',') from outbox where topic = '%s'"
                .formatted(Topics.DEAD_LETTERS));
    }

    private double attempts(String outcome) {
        return world.meters.counter("plangate.webhooks.attempts", "outcome", outcome).count();
    }

    private ConsumerRecord<byte[], byte[]>[] records(String project, int count) {
        return records(project, count, 0);
    }

    @SuppressWarnings("unchecked")
    private ConsumerRecord<byte[], byte[]>[] records(String project, int count, int from) {
        return IntStream.range(from, from + count).mapToObj(i -> world.run(done(plan(project, i), 1)))
                .toArray(ConsumerRecord[]::new);
    }

    private static void block(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
