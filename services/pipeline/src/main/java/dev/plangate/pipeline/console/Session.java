package dev.plangate.pipeline.console;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment variables of the process
 * @param terminal whether people read the output
 * @param in standard input
 */
public record Session(Map<String, String> environment, boolean terminal, InputStream in, Clock clock) {
    /** Colours for people who have not said no (NO_COLOR). */
    public Paint paint() {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Paint(terminal && wanted);
    }
}
