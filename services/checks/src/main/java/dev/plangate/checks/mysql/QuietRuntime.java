package dev.plangate.checks.mysql;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The grammars were made by ANTLR 4.10 and run on 4.13, which reads them alike but says so on the standard error of the process when their classes are first
 * used. Nobody who runs a check shall read that. Whatever else is written meanwhile comes through.
 */
final class QuietRuntime {
    private QuietRuntime() {}

    /** Loads classes, which says nothing from then on. */
    static void load(Class<?>... classes) {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (Class<?> one : classes) {
                Class.forName(one.getName(), true, one.getClassLoader());
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class that is there", e);
        } finally {
            System.setErr(before);
            said.toString(StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.matches("ANTLR (Tool|Runtime) version .* does not match .*"))
                    .forEach(before::println);
        }
    }
}
