package dev.plangate.pipeline.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what somebody probably meant to write. */
public final class Nearest {
    /** So many letters are enough to guess the rest. */
    private static final int BEGINNING = 6;
    private static final int SEVERAL = 3;

    private Nearest() {}

    /** The known word with the fewest edits from {@code written}, if they are few enough to be a slip. */
    public static Optional<String> to(String written, Collection<String> known) {
        int tolerated = Math.max(1, Math.min(3, written.length() / 3));
        Comparator<String> closeness = Comparator.comparingInt((String word) -> edits(written, word))
                .thenComparing(word -> word);
        return known.stream().filter(word -> edits(written, word) <= tolerated).min(closeness).or(() -> known.stream()
                .filter(word -> written.length() >= BEGINNING && word.startsWith(written)).min(closeness));
    }

    /** Up to three known names of words joined by hyphens that share most of their words with {@code written}, the nearest slip first. */
    public static List<String> several(String written, Collection<String> known) {
        var words = new HashSet<>(List.of(written.toLowerCase(Locale.ROOT).split("[-_ ]+", -1)));
        Comparator<String> closeness = Comparator.comparingLong((String name) -> -shared(words, name))
                .thenComparingInt(name -> edits(written, name));
        Stream<String> slips = to(written, known).stream();
        Stream<String> kin = known.stream().filter(name -> shared(words, name) > 0).sorted(closeness);
        return Stream.concat(slips, kin).distinct().limit(SEVERAL).toList();
    }

    private static long shared(Set<String> words, String name) {
        return Arrays.stream(name.split("-", -1)).filter(words::contains).count();
    }

    /** {@code "; did you mean X?"}, or nothing. */
    public static String hint(String written, Collection<String> known) {
        return to(written, known).map(word -> "; did you mean " + word + "?").orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; case is free. */
    static int edits(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
