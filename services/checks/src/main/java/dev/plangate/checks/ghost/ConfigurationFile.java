package dev.plangate.checks.ghost;

import java.util.Optional;
import java.util.regex.Pattern;

/** gh-ost's configuration file, the one place where it takes a password from. */
public final class ConfigurationFile {
    /** gh-ost puts a variable of its environment, or another entry, in the place of these. */
    private static final Pattern REPLACED = Pattern.compile("\\$\\{.*\\}|%\\([^)]+\\)s");

    private ConfigurationFile() {}

    /**
     * Its text.
     *
     * @param password null = none
     * @return empty = user or password hold what the file cannot
     */
    public static Optional<String> text(String user, String password) {
        if (!fits(user) || (password != null && !fits(password))) {
            return Optional.empty();
        }
        String known = "[client]\nuser=`" + user + "`\n";
        return Optional.of(password == null ? known : known + "password=`" + password + "`\n");
    }

    private static boolean fits(String value) {
        return value.chars().noneMatch(unit -> unit < ' ') && !REPLACED.matcher(value).find();
    }
}
