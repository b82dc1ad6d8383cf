package dev.plangate.checks.sql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What programs put their values in the place of, before a server sees it. Pure.
 *
 * @param pattern of one kind of it
 * @param meaning what to do, after its text
 */
public record Placeholder(Pattern pattern, String meaning) {
    private static final String TEMPLATE = " is a placeholder of a template: check the SQL that the template makes";
    private static final String VARIABLE = " is a variable of psql or a parameter that a program fills in: check the SQL with its value";
    private static final String PARAMETER = " is a parameter that a program fills in: check the SQL with its value";
    private static final int SHOWN = 60;
    private static final List<Placeholder> ALL = List.of(of("\\{\\{.*?(?:}}|$)", TEMPLATE),
            of("\\{[%#].*?(?:[%#]}|$)", TEMPLATE), of("<%.*?(?:%>|$)", TEMPLATE), of("\\$\\{[^}\\n]*(?:}|$)", TEMPLATE),
            of("\\$\\([^)\\n]*(?:\\)|$)", TEMPLATE), of("#\\{[^}\\n]*(?:}|$)", TEMPLATE),
            of("\\{[A-Za-z_][\\w.-]*}", TEMPLATE), of("\\$[A-Za-z_]\\w*", TEMPLATE),
            of(":(?:[A-Za-z_]\\w*|'[A-Za-z_]\\w*'|\"[A-Za-z_]\\w*\"|\\{\\?\\w+})", VARIABLE),
            of("%(?:\\([A-Za-z_]\\w*\\))?[sdb](?!\\w)", PARAMETER));

    private static Placeholder of(String pattern, String meaning) {
        return new Placeholder(Pattern.compile(pattern), meaning);
    }

    /** What is to be said of the one that a text begins with; empty = it begins with none. */
    public static Optional<String> at(String text) {
        return ALL.stream().map(kind -> kind.told(text)).flatMap(Optional::stream).findFirst();
    }

    /** What is to be said of a parameter. */
    static String parameter(String written) {
        return written + PARAMETER;
    }

    private Optional<String> told(String text) {
        var found = pattern.matcher(text);
        if (!found.lookingAt()) {
            return Optional.empty();
        }
        String written = found.group().strip();
        boolean whole = written.codePointCount(0, written.length()) <= SHOWN;
        return Optional.of(
                (whole ? written : written.substring(0, written.offsetByCodePoints(0, SHOWN)) + "...") + meaning);
    }
}
