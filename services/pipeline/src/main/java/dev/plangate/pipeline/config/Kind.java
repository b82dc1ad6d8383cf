package dev.plangate.pipeline.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a setting's text becomes a value.
 *
 * @param wanted what would be right, as the end of "should be ..."
 * @param parser throws {@link IllegalArgumentException} for any other text
 */
record Kind<T>(String wanted, Function<String, T> parser) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

    static Kind<String> text(String wanted) {
        return new Kind<>(wanted, text -> text);
    }

    static Kind<String> matching(String pattern, String wanted) {
        Pattern compiled = Pattern.compile(pattern);
        return new Kind<>(wanted, text -> {
            if (!compiled.matcher(text).matches()) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    static Kind<Integer> whole(int min, int max) {
        return new Kind<>("a whole number from %d to %d".formatted(min, max), text -> {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    static Kind<Duration> duration(Duration min, Duration max) {
        return new Kind<>("a time from %s to %s, such as 250ms, 10s, 5m or 1h".formatted(show(min), show(max)),
                text -> {
                    Duration value = duration(text);
                    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                });
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new Kind<>("one of " + names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    static Kind<String> urls() {
        return new Kind<>("one or more URLs http(s)://host:port (or mock://scope), separated by commas", text -> {
            for (String url : text.split(",", -1)) {
                URI uri = URI.create(url.strip());
                if (uri.getScheme() == null || !uri.getScheme().matches("https?|mock") || uri.getAuthority() == null) {
                    throw new IllegalArgumentException();
                }
                if (uri.getUserInfo() != null) {
                    throw new IllegalArgumentException(
                            "must not carry credentials, set " + RegistrySettings.AUTH.name());
                }
            }
            return text;
        });
    }

    static Kind<Path> path(String wanted) {
        return new Kind<>(wanted, Path::of);
    }

    private static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException();
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The shortest text that is read back as the same time. */
    static String show(Duration time) {
        long millis = time.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
