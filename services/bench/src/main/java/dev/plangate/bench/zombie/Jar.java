package dev.plangate.bench.zombie;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release a class comes from. */
final class Jar {
    private static final Pattern VERSION = Pattern.compile("-(\\d[^/]*)\\.jar$");

    private Jar() {}

    static String version(Class<?> type) {
        Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        Matcher version = VERSION.matcher(jar.toString());
        return version.find() ? version.group(1) : jar.getFileName().toString();
    }
}
