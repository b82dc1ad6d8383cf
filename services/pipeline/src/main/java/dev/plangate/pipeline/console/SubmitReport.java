package dev.plangate.pipeline.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.pipeline.console.document.Kind;
import java.io.PrintWriter;

/** What was published, one line for each record. */
record SubmitReport(PrintWriter out, boolean json) {

    void print(Published record) {
        out.println(json ? object(record) : line(record));
    }

    private static String line(Published record) {
        String name = record.kind() == Kind.SHEET ? record.key().substring(0, 12) + "..." : record.key();
        return "%-14s %-50s %-12s %s".formatted(record.kind().label(), name, record.number(), record.at());
    }

    private static ObjectNode object(Published record) {
        ObjectNode object = Json.object().put("kind", record.kind().label()).put("key", record.key()).put("topic",
                record.at().topic()).put("partition", record.at().partition()).put("offset", record.at().offset());
        // As protojson writes 64-bit numbers.
        record.kind().number().or(record.kind()::planRevision).ifPresent(
                field -> object.put(field.getJsonName(), String.valueOf(record.message().getField(field))));
        return object;
    }
}
