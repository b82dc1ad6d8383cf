package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Prints what happens to a plan, as it happens. */
interface EventPrinter {
    /** A record that was published at that time. */
    void print(Message event, Instant at);

    /** One JSON object on each line: {@code {"time": ..., "event": "CheckRun", "checkRun": {...}}}. */
    static EventPrinter json(PrintWriter out) {
        return (event, at) -> {
            String type = event.getDescriptorForType().getName();
            String field = type.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + type.substring(1);
            var object = Json.object().put("time", at.toString()).put("event", type);
            object.set(field, Json.of(event));
            out.println(object);
            out.flush();
        };
    }

    /** Lines for people. */
    static EventPrinter text(PrintWriter out, PlanText words, ZoneId zone) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
        return (event, at) -> {
            String text = switch (event) {
                case CheckRun run -> words.run(run);
                case CheckResult result -> words.result(result);
                case GateStatus gate -> words.gate(gate);
                default -> throw new IllegalArgumentException(event.getDescriptorForType().getFullName());
            };
            out.println(time.format(at) + "  " + text.replace("\n", "\n          "));
            out.flush();
        };
    }
}
