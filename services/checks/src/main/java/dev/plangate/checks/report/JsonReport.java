package dev.plangate.checks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * For scripts: one object for each file, each in a line of its own. Pure.
 *
 * <pre>
 * {"file","engine","findings":[{"rule","level","line","column","end_line","end_column","message","rewrite"}],"trace":{...}}
 * </pre>
 *
 * {@code trace} is there when the file was traced: {@link TraceObject}.
 */
final class JsonReport {
    /** In ASCII: a terminal's encoding is not the reader's. */
    private static final ObjectWriter WRITER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build()
            .writer();

    private JsonReport() {}

    static String of(Report report) {
        return report.files().stream().map(file -> written(WRITER, object(file)) + "\n").collect(Collectors.joining());
    }

    static String pretty(JsonNode node) {
        return written(WRITER.withDefaultPrettyPrinter(), node) + "\n";
    }

    private static ObjectNode object(CheckedFile file) {
        var object = JsonNodeFactory.instance.objectNode().put("file", file.name()).put("engine",
                file.dialect().name().toLowerCase(Locale.ROOT));
        var findings = object.putArray("findings");
        file.findings().forEach(finding -> findings.add(object(file, finding)));
        file.trace().ifPresent(traced -> object.set("trace", TraceObject.of(traced)));
        return object;
    }

    private static ObjectNode object(CheckedFile file, Finding finding) {
        var region = Region.of(file, finding);
        return JsonNodeFactory.instance.objectNode().put("rule", finding.rule().name())
                .put("level", Words.of(finding.severity().level())).put("line", region.start().line())
                .put("column", region.start().column()).put("end_line", region.end().line())
                .put("end_column", region.end().column()).put("message", Words.paragraph(finding))
                .put("rewrite", finding.rewrite());
    }

    private static String written(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
