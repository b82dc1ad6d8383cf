package dev.plangate.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The broker tells the story of its life as warnings, and its clients complain while it stops: only errors are of interest here. */
final class QuietLogs {
    private static final List<String> BROKER = List.of("kafka", "org.apache.kafka", "state.change.logger");

    private QuietLogs() {}

    static void apply() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && !context.getLogger("ROOT").isDebugEnabled()) {
            BROKER.forEach(name -> atMost(Level.ERROR, context.getLogger(name)));
            // On a busy machine it reports its own late heartbeats as errors, and goes on.
            context.getLogger("org.apache.kafka.controller.ReplicationControlManager").setLevel(Level.OFF);
        }
    }

    /** Never louder than somebody has set it. */
    private static void atMost(Level level, Logger logger) {
        if (!logger.getEffectiveLevel().isGreaterOrEqual(level)) {
            logger.setLevel(level);
        }
    }
}
