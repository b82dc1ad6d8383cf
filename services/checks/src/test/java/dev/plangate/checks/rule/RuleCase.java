package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A case of a rule, from {@code cases/<rule>.cases}. A file has parts that begin with a line {@code == kind: title}:
 *
 * <pre>
 * == finds: a unique one too
 * create unique index i on t (a)
 * -> 1:1 ERROR
 * == silent: concurrently
 * create index concurrently i on t (a)
 * == in one transaction: ...
 * == on a server: of a small table
 * create table t (a int);
 * --
 * create index i on t (a)
 * -> 1 INFO
 * </pre>
 *
 * Lines with an arrow are the findings of this rule: line, perhaps column, perhaps level. A case on a server has what makes its
 * tables before the line of two hyphens; so has one of the kind "traced", which is traced as well.
 *
 * @param given SQL that is run on the server before; empty unless the kind is SERVER or TRACED
 * @param found as the file writes them
 */
public record RuleCase(String rule, Kind kind, String title, String given, String sql, List<String> found) {
    /** Where it runs, and how. */
    public enum Kind {
        FINDS("finds"), SILENT("silent"), TRANSACTION("in one transaction"), SERVER("on a server"), TRACED("traced");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Whether tables are made before. */
        public boolean onServer() {
            return this == SERVER || this == TRACED;
        }

        private static Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.text.equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of case is called '" + text + "'");
        }
    }

    /** The cases of all rules of PostgreSQL. */
    public static List<RuleCase> all() {
        return Rules.all().stream().filter(rule -> rule.dialects().contains(Dialect.POSTGRES))
                .flatMap(rule -> of(rule.name()).stream()).toList();
    }

    /** The cases of a rule of PostgreSQL; none when it has no file. */
    public static List<RuleCase> of(String rule) {
        return in("", rule);
    }

    /** The same of another server's. */
    public static List<RuleCase> in(String folder, String rule) {
        try (var in = RuleCase.class.getResourceAsStream("/cases/" + folder + rule + ".cases")) {
            return in == null ? List.of() : parse(rule, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RuleCase> parse(String rule, String text) {
        var cases = new ArrayList<RuleCase>();
        for (String part : ("\n" + text).split("\n== ", -1)) {
            if (!part.isBlank()) {
                cases.add(one(rule, part));
            }
        }
        return cases;
    }

    private static RuleCase one(String rule, String part) {
        String[] head = part.lines().findFirst().orElseThrow().split(": ", 2);
        var lines = part.lines().skip(1).toList();
        var found = lines.stream().filter(line -> line.startsWith("-> ")).map(line -> line.substring(3).strip())
                .toList();
        var rest = lines.stream().filter(line -> !line.startsWith("-> ")).toList();
        Kind kind = Kind.of(head[0].strip());
        int given = kind.onServer() ? rest.indexOf("--") : -1;
        String sql = String.join("\n", rest.subList(given + 1, rest.size())).stripTrailing();
        return new RuleCase(rule, kind, head.length > 1 ? head[1] : "",
                String.join("\n", rest.subList(0, Math.max(given, 0))), sql, found);
    }

    /** Of what was found what the file says of it: a finding is "line:column LEVEL". */
    public List<String> told(List<String> findings) {
        var told = new ArrayList<String>();
        for (int i = 0; i < findings.size(); i++) {
            String as = i < found.size() ? found.get(i) : "1:1 ERROR";
            String one = findings.get(i);
            one = as.contains(" ") ? one : one.substring(0, one.indexOf(' '));
            told.add(as.contains(":") ? one : one.replaceFirst(":[0-9]+", ""));
        }
        return told;
    }

    @Override
    public String toString() {
        return rule + ", " + kind.text + (title.isEmpty() ? ": " + sql.replaceAll("\\s+", " ") : ": " + title);
    }
}
