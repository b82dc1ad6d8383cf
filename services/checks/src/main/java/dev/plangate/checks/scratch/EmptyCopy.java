package dev.plangate.checks.scratch;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statement that makes an empty copy of a table, from what SHOW CREATE TABLE says. Pure. */
final class EmptyCopy {
    private EmptyCopy() {}

    /**
     * Without its foreign keys, which would lock the tables that they refer to, and without the numbers that it counted.
     *
     * @param shown by the server
     * @param name of the copy, quoted and with its schema
     * @return empty when a part of the table stands outside of its database, or it is no table of InnoDB
     */
    static Optional<String> of(String shown, String name) {
        int columns = shown.indexOf(" (\n");
        if (!shown.startsWith("CREATE TABLE `") || columns < 0 || !shown.contains("ENGINE=InnoDB")
                || shown.contains(" DIRECTORY=") || shown.contains("TABLESPACE")) {
            return Optional.empty();
        }
        String kept = Arrays.stream(shown.substring(columns).split("\n", -1))
                .filter(line -> !line.matches("  CONSTRAINT `.*` FOREIGN KEY \\(.*"))
                .collect(Collectors.joining("\n"));
        return Optional.of("CREATE TABLE " + name + kept.replaceFirst(",\n\\)", "\n)"));
    }
}
