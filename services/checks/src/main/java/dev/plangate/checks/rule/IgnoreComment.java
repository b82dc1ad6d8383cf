package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Comment;
import dev.plangate.checks.sql.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment that exempts the next statement from rules: {@code -- plangate:ignore RULE, RULE: reason}.
 *
 * @param range where it stands
 * @param rules names of rules that exist
 * @param reason in one line
 * @param mistake why it exempts nothing: a sentence without its dot; empty when it is as it must be
 */
record IgnoreComment(Range range, List<String> rules, String reason, String mistake) {
    private static final Pattern OURS = Pattern.compile("plangate\\s*:\\s*(.*)", Pattern.DOTALL);
    private static final Pattern IGNORE = Pattern.compile("ignore(?=[\\s:]|$)([^:]*):?(.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    IgnoreComment {
        rules = List.copyOf(rules);
    }

    /** Empty when the comment does not speak to Plangate. */
    static Optional<IgnoreComment> of(Comment comment) {
        var ours = OURS.matcher(comment.text().strip());
        return ours.matches() ? Optional.of(read(comment.range(), ours.group(1))) : Optional.empty();
    }

    private static IgnoreComment read(Range range, String text) {
        var parts = IGNORE.matcher(text);
        if (!parts.matches()) {
            return new IgnoreComment(range, List.of(), "",
                    "It is not understood: what exists is \"plangate:ignore RULE: reason\"");
        }
        var rules = Arrays.stream(parts.group(1).split(",", -1)).map(String::strip).filter(name -> !name.isEmpty())
                .distinct().toList();
        String reason = parts.group(2).strip().replaceAll("\\s+", " ");
        return new IgnoreComment(range, rules, reason, mistake(rules, reason));
    }

    private static String mistake(List<String> rules, String reason) {
        if (rules.isEmpty()) {
            return "It names no rule: write \"plangate:ignore RULE: reason\"";
        }
        var unknown = rules.stream().filter(name -> Rules.find(name).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            return "No rule is called '" + unknown.get() + "'";
        }
        return WORD.matcher(reason).find() ? "" : "It gives no reason: write \"plangate:ignore RULE: reason\"";
    }
}
