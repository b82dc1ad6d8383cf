package dev.plangate.checks.ghost;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plangate.checks.ghost.Directive.Given;
import dev.plangate.checks.ghost.Directive.Malformed;
import dev.plangate.checks.ghost.Directive.None;
import dev.plangate.checks.ghost.Token.Kind;
import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and reads the directive of a sheet. */
final class DirectiveReader {
    /** A whole line of any language. */
    static final Pattern LINE = Pattern.compile("^[ \\t]*--[ \\t]*gh-ost[ \\t]*=[ \\t]*\\{",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final String FORM = "Write it in one line: -- gh-ost = {\"max-lag-millis\": 1500, \"allow-on-master\": true}";
    /** What begins like one. A comment that merely mentions gh-ost does not. */
    private static final Pattern MARK = Pattern.compile("\\s*gh-ost\\s*([=:{])\\s*", Pattern.CASE_INSENSITIVE);
    /** One object and nothing behind it; the same flag twice is a mistake. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private DirectiveReader() {}

    static Directive read(String sheet) {
        Directive found = new None();
        for (Token token : Tokens.of(sheet)) {
            if (token.kind() != Kind.LINE_COMMENT) {
                continue;
            }
            Matcher mark = MARK.matcher(token.text());
            if (mark.lookingAt()) {
                if (found instanceof Given) {
                    return new Malformed(token.from(),
                            "The sheet has two gh-ost directives: keep one, with all flags in it.");
                }
                int at = token.to() - token.text().length() + mark.end();
                found = mark.group(1).equals("=")
                        ? json(token.text().substring(mark.end()), at)
                        : new Malformed(token.from(), "The gh-ost directive has no '='. " + FORM);
                if (found instanceof Malformed) {
                    return found;
                }
            }
        }
        return found;
    }

    private static Directive json(String json, int at) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            return new Malformed(at + Math.clamp(column - 1, 0, json.length()),
                    "The gh-ost directive is not one JSON object ("
                            + e.getOriginalMessage().replaceFirst("(?s) *(\\(start marker at|\n).*", "") + "). "
                            + FORM);
        }
        if (!tree.isObject()) {
            return new Malformed(at, "The gh-ost directive is not one JSON object. " + FORM);
        }
        var flags = new LinkedHashMap<String, String>();
        for (var field : tree.properties()) {
            JsonNode value = field.getValue();
            if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
                return new Malformed(at,
                        "A flag of the gh-ost directive must be a text, a number, true or false. " + FORM);
            }
            flags.put(field.getKey(), value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
        }
        return new Given(flags);
    }
}
