package dev.plangate.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.pipeline.consume.BatchConsumer;
import dev.plangate.pipeline.consume.BatchHandler;
import dev.plangate.pipeline.consume.Consumers;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of the consumer groups whose offsets Postgres keeps, on a real broker. */
class ConsumersIT {

    private static Standalone plangate;
    private static Upstream upstream;
    private static Admin admin;

    @BeforeAll
    static void start() {
        plangate = Standalone.start(new StandaloneOptions().checks(Given.engine()));
        upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
        admin = Admin.create(Map.of("bootstrap.servers", plangate.bootstrapServers()));
        upstream.publish(Given.project("shop", false, true)).publishSheet(Given.FINE).flush();
    }

    @AfterAll
    static void stop() {
        admin.close();
        upstream.close();
        plangate.close();
    }

    /** Trap 42: Postgres decides, and Kafka is told as well: lag monitors and autoscalers see a group that keeps up. */
    @Test
    void kafkaKnowsTheOffsetsThatPostgresKeeps() {
        for (int i = 0; i < 50; i++) {
            upstream.publish(Given.plan(Given.plan("shop", "lag-" + i), 1, Given.FINE))
                    .publish(Given.open(Given.plan("shop", "lag-" + i)));
        }
        upstream.flush();
        Map<TopicPartition, Long> ends = ends(Topics.PLANS.name());
        assertThat(ends).isNotEmpty();

        Await.until("intake to have no lag", () -> committed("intake").entrySet().containsAll(ends.entrySet()));
        // The last offset of a partition that is written in transactions is a marker, which is never polled.
        Await.until("rollouts to have none either", () -> {
            Map<TopicPartition, Long> commands = ends(Topics.ROLLOUT_COMMANDS.name());
            Map<TopicPartition, Long> committed = committed("rollouts");
            return !commands.isEmpty() && commands.entrySet().stream()
                    .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue() - 1);
        });
    }

    /** Trap 50: after a batch that was rolled back the position is ahead of it; it is read again, and nothing skipped. */
    @Test
    void whatPostgresRolledBackIsReadAgain() throws SQLException {
        String name = Given.plan("shop", "rolled-back");
        execute("""
                create sequence refusals;
                create function refuse() returns trigger language plpgsql as $$
                begin
                  perform nextval('refusals');
                  raise exception 'refused by the test' using errcode = '40001';
                end $$;
                create trigger refuse before insert on plan
                  for each row when (new.name = '%s') execute function refuse();
                """.formatted(name));
        upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.open(name)).flush();
        // Five tries make one batch that is given up.
        Await.until("the batch to be given up more than once", () -> number("select last_value from refusals") > 12);
        execute("drop function refuse cascade");

        try (var rollouts = Seen.of(plangate.bootstrapServers(), Topics.ROLLOUTS)) {
            rollouts.until("a rollout for " + name, all -> all.stream().anyMatch(r -> r.key().equals(name)));
        }
    }

    /** Trap 34: a command that Postgres refuses is buried, and answered: the gate waits for each one, and goes on. */
    @Test
    void aCommandThatPostgresRefusesIsAnsweredAndTheNextOneIsCarriedOut() throws SQLException {
        String name = Given.plan("shop", "refused");
        execute("""
                create function refuse_rollout() returns trigger language plpgsql as $$
                begin
                  raise exception 'refused by the test' using errcode = '22P05';
                end $$;
                create trigger refuse before insert on rollout
                  for each row when (new.plan = '%s') execute function refuse_rollout();
                """.formatted(name));
        upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.open(name)).flush();
        try (var rollouts = Seen.of(plangate.bootstrapServers(), Topics.ROLLOUTS)) {
            rollouts.until("a rejection for " + name, all -> all.stream().anyMatch(r -> r.key().equals(name)
                    && r.value().getRejected().getReason().contains("refused by the test")));
            execute("drop function refuse_rollout cascade");

            upstream.publish(Given.runAgain(name, 1)).flush();

            rollouts.until("a rollout for " + name,
                    all -> all.stream().anyMatch(r -> r.key().equals(name) && r.value().hasCreated()));
        }
    }

    /**
     * Trap 50: the offset of a topic says nothing about another one that was made under its name: that is read from its
     * beginning, by a member that stayed and by one that comes.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTopicMadeAnewIsReadFromItsBeginning(boolean theMemberStays) throws Exception {
        String topic = "made-anew-" + theMemberStays;
        var read = new CopyOnWriteArrayList<String>();
        var paused = new AtomicBoolean();
        var opened = new ArrayList<AutoCloseable>();
        try {
            create(topic);
            BatchConsumer member = member(topic, read, paused, opened);
            publish(topic, "old", 20);
            Await.until("the old topic to be read", () -> read.size() == 20);

            if (theMemberStays) {
                // Or it would find the new topic still shorter than the offset, and begin anew for that reason.
                paused.set(true);
                Await.until("the member to pause", () -> !member.ready());
            } else {
                member.close();
            }
            admin.deleteTopics(List.of(topic)).all().get();
            create(topic);
            publish(topic, "new", 50);
            if (theMemberStays) {
                paused.set(false);
            } else {
                member(topic, read, paused, opened);
            }

            // Not each of them once: a member that stays may read on for a moment before Kafka tells it.
            List<String> all = IntStream.range(0, 50).mapToObj(i -> "new-" + i).toList();
            Await.until("the whole new topic to be read", () -> read.containsAll(all));
        } finally {
            for (var each : opened.reversed()) {
                each.close();
            }
        }
    }

    /** Plans weigh more than all other topics together: who starts another member wants them shared, not any partitions. */
    @Test
    void eachMemberReadsItsShareOfEachTopic() {
        String group = "shares";
        List<Topic<?>> topics = List.of(Topics.PLANS, Topics.PROJECTS, Topics.DATABASE_GROUPS, Topics.CHECK_REQUESTS);
        try (var database = Database.open(
                DatabaseConfig.of(plangate.jdbcUrl(), plangate.jdbcUser(), plangate::jdbcPassword).withPoolSize(4));
                var first = reader(group, topics, database);
                var second = reader(group, topics, database)) {
            first.start();
            Await.until("the group to be there", () -> admin.listGroups().all().get().stream()
                    .anyMatch(listed -> listed.groupId().equals(group)));
            Await.until("the first to read all", () -> shares(group, topics).equals(List.of(12, 12, 12, 12)));

            second.start();

            Await.until("each to read half of each topic",
                    () -> shares(group, topics).equals(List.of(6, 6, 6, 6, 6, 6, 6, 6)));
        }
    }

    /** How many partitions each member has of each topic of which it has some. */
    private static List<Integer> shares(String group, List<Topic<?>> topics) throws Exception {
        var members = admin.describeConsumerGroups(List.of(group)).all().get().get(group).members();
        return topics.stream().flatMap(topic -> members.stream()
                .map(member -> (int) member.assignment().topicPartitions().stream()
                        .filter(partition -> partition.topic().equals(topic.name())).count()))
                .filter(share -> share > 0).toList();
    }

    private static BatchConsumer reader(String group, List<Topic<?>> topics, Database database) {
        return Consumers.of(group, group, topics, plangate.settings().kafka(), 500, database, (_, _) -> {},
                Optional::empty, new SimpleMeterRegistry());
    }

    private static void create(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private static void publish(String topic, String name, int records) throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers",
                plangate.bootstrapServers()), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, "k", name + "-" + i)).get();
            }
        }
    }

    /** Reads on where Postgres says; stopped by closing it. */
    private static BatchConsumer member(String topic, List<String> read, AtomicBoolean paused,
            List<AutoCloseable> opened) {
        var database = Database.open(
                DatabaseConfig.of(plangate.jdbcUrl(), plangate.jdbcUser(), plangate::jdbcPassword).withPoolSize(2));
        opened.add(database);
        Map<String, Object> kafka = Map.of("bootstrap.servers", plangate.bootstrapServers(), "group.id", topic,
                "group.protocol", "consumer", "isolation.level", "read_committed", "enable.auto.commit", false,
                "auto.offset.reset", "none");
        BatchHandler handler = (_, batch) -> batch.forEach(record -> read.add(new String(record.value(), UTF_8)));
        var member = new BatchConsumer(topic, topic, Set.of(topic),
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Admin.create(Map.of("bootstrap.servers", plangate.bootstrapServers())), database, handler,
                () -> paused.get() ? Optional.of("by the test") : Optional.empty(),
                new SimpleMeterRegistry());
        opened.add(member);
        member.start();
        return member;
    }

    private static Map<TopicPartition, Long> committed(String service) {
        try {
            var offsets = new HashMap<TopicPartition, Long>();
            admin.listConsumerGroupOffsets(plangate.settings().deployment().group(service))
                    .partitionsToOffsetAndMetadata().get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the partitions that were written to. */
    private static Map<TopicPartition, Long> ends(String topic) {
        try {
            var specs = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
                specs.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(specs).all().get().forEach((partition, end) -> {
                if (end.offset() > 0) {
                    ends.put(partition, end.offset());
                }
            });
            return ends;
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(plangate.jdbcUrl(), plangate.jdbcUser(),
                plangate.jdbcPassword()); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) {
        try (var connection = DriverManager.getConnection(plangate.jdbcUrl(), plangate.jdbcUser(),
                plangate.jdbcPassword());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
