package dev.plangate.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The patterns of resource names, as the schema has them. */
final class ResourceNames {

    static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    static final Pattern PLAN_ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,62}");
    static final Pattern DATABASE_ID = Pattern.compile("[^/\\x00-\\x1f]{1,128}");

    private static final int LONGEST_ECHO = 100;

    private ResourceNames() {}

    /** Matches the whole name, or says which pattern is wanted. */
    static Matcher match(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("got %s, wanted %s".formatted(echo(name), pattern));
        }
        return matcher;
    }

    static void check(String field, Pattern pattern, String id) {
        if (!pattern.matcher(id).matches()) {
            throw new IllegalArgumentException("%s: got %s, wanted %s".formatted(field, echo(id), pattern));
        }
    }

    private static String echo(String text) {
        return text.length() <= LONGEST_ECHO ? '"' + text + '"' : "a text of " + text.length() + " characters";
    }
}
