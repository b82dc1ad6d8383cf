package dev.plangate.contract;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The three kinds of topic configuration. */
final class TopicConfigs {

    private static final String A_WEEK = millis(Duration.ofDays(7));
    private static final String LARGEST = Integer.toString(Topics.MAX_MESSAGE_BYTES);

    private TopicConfigs() {}

    /** Whole states. For a week each state can be read, and each deletion, before compaction takes it away. */
    static Map<String, String> states() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, A_WEEK, //
                TopicConfig.DELETE_RETENTION_MS_CONFIG, A_WEEK, //
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST);
    }

    /** Events, kept for a week however many there are: a broker-wide limit of bytes must not take them earlier. */
    static Map<String, String> events() {
        return deleted(A_WEEK);
    }

    /** Dead letters: a month, so that somebody has the time to look at them. */
    static Map<String, String> deadLetters() {
        return deleted(millis(Duration.ofDays(30)));
    }

    /** A few keys that are written all the time and read from the beginning: small segments, cleaned early. */
    static Map<String, String> progress() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(4 * 1024 * 1024), //
                TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofMinutes(10)), //
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1", //
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(1024 * 1024));
    }

    private static Map<String, String> deleted(String retention) {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, retention, //
                TopicConfig.RETENTION_BYTES_CONFIG, "-1", //
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
