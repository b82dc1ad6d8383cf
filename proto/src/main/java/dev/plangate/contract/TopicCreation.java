package dev.plangate.contract;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.plangate.contract.TopicPlan.Existing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the topics are there and are what Plangate needs. Any number of processes may do it at once. */
public final class TopicCreation {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);

    /** How long a new topic may take to reach every broker. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private TopicCreation() {}

    /**
     * Creates the topics that are missing and compares those that exist; changes none of them.
     *
     * @param partitions of every topic; fixed for the life of a deployment
     * @param replicationFactor of the topics that are created; from 3 on, min.insync.replicas is 2
     * @throws TopicMismatch if a topic exists and is wrong, or is missing and may not be created; lists everything
     * @throws KafkaException if the brokers do not answer
     */
    public static void ensure(Admin admin, int partitions, short replicationFactor) {
        Set<String> names = TopicPlan.wanted().stream().map(TopicPlan.Wanted::name).collect(toSet());
        Set<String> present = new HashSet<>(get(admin.listTopics().names()));
        present.retainAll(names);
        List<String> mistakes = new ArrayList<>(compare(describe(admin, present), partitions));
        if (mistakes.isEmpty() && present.size() < names.size()) {
            Set<String> madeByOthers = create(admin, TopicPlan.missing(present, partitions, replicationFactor),
                    mistakes);
            mistakes.addAll(compare(describe(admin, madeByOthers), partitions));
        }
        if (!mistakes.isEmpty()) {
            throw new TopicMismatch(mistakes);
        }
    }

    private static List<String> compare(Map<String, Existing> existing, int partitions) {
        TopicPlan.doubts(existing).forEach(LOG::warn);
        return TopicPlan.mistakes(existing, partitions);
    }

    /** Answers the topics that somebody else created in the meantime. */
    private static Set<String> create(Admin admin, List<NewTopic> missing, List<String> mistakes) {
        Set<String> madeByOthers = new HashSet<>();
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                get(created);
                LOG.info("created {}", name);
            } catch (TopicExistsException e) {
                madeByOthers.add(name);
            } catch (AuthorizationException e) {
                mistakes.add("%s is missing and may not be created (%s): create it, or allow it".formatted(name,
                        e.getMessage()));
            }
        });
        return madeByOthers;
    }

    private static Map<String, Existing> describe(Admin admin, Collection<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (true) {
            try {
                Map<String, Map<String, String>> configs = configs(admin, names);
                return get(admin.describeTopics(names).allTopicNames()).entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, topic -> new Existing(topic.getValue().partitions().size(),
                                configs.getOrDefault(topic.getKey(), Map.of()))));
            } catch (UnknownTopicOrPartitionException e) {
                // A broker that has not heard of a new topic yet.
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Map<String, Map<String, String>> configs(Admin admin, Collection<String> names) {
        var asked = admin.describeConfigs(
                names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList()).values();
        Map<String, Map<String, String>> configs = new HashMap<>();
        asked.forEach((topic, answer) -> {
            try {
                configs.put(topic.name(), values(get(answer)));
            } catch (AuthorizationException e) {
                LOG.warn("the configuration of {} may not be read and is not compared: {}", topic.name(),
                        e.getMessage());
            }
        });
        return configs;
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream().filter(entry -> entry.value() != null)
                .collect(toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** The future's value; Kafka's own exception where there is one. */
    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
