package dev.plangate.checks.ghost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Flags whose names and values are right.
 *
 * @param values as gh-ost takes them
 */
public record GhostFlags(Map<GhostFlag, String> values) {
    public GhostFlags {
        values = Map.copyOf(values);
    }

    /**
     * What came of reading flags.
     *
     * @param flags those that are right
     * @param mistakes sentences that say what would be right; empty = all are
     */
    public record Reading(GhostFlags flags, List<String> mistakes) {
        public Reading {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * Flags from both places where they can stand.
     *
     * @param plan the spec's ghost_flags
     * @param directive those of the sheet's directive
     */
    public static Reading read(Map<String, String> plan, Map<String, String> directive) {
        var mistakes = new ArrayList<String>();
        var all = new TreeMap<>(plan);
        directive.forEach((name, value) -> {
            String other = all.putIfAbsent(name, value);
            if (other != null && !other.equals(value)) {
                mistakes.add("%s is %s in the plan's ghost_flags and %s in the sheet's directive: keep one."
                        .formatted(shown(name), shown(other), shown(value)));
            }
        });
        var values = new EnumMap<GhostFlag, String>(GhostFlag.class);
        all.forEach((name, value) -> GhostFlag.of(name).ifPresentOrElse(flag -> {
            if (FlagKind.of(flag).takes(value)) {
                values.put(flag, value);
            } else {
                mistakes.add("%s must be %s, got %s.".formatted(name, FlagKind.of(flag).words(), shown(value)));
            }
        }, () -> mistakes.add("%s cannot be set: allowed, without dashes, are %s.".formatted(shown(name),
                GhostFlag.all()))));
        var flags = new GhostFlags(values);
        if (flags.isOn(GhostFlag.SWITCH_TO_RBR) && flags.isOn(GhostFlag.ASSUME_RBR)) {
            mistakes.add("switch-to-rbr and assume-rbr exclude each other: keep one.");
        }
        return new Reading(flags, mistakes);
    }

    /** Whether a switch is set, and on. */
    public boolean isOn(GhostFlag flag) {
        return "true".equals(values.get(flag));
    }

    /** Whether a flag is set, be it to off. */
    public boolean has(GhostFlag flag) {
        return values.containsKey(flag);
    }

    /** A text of the author's: one line, and no more than is needed to recognise it. */
    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return "'" + (line.length() > SHOWN ? line.substring(0, line.offsetByCodePoints(0, SHOWN / 2)) + "..." : line)
                + "'";
    }

    private static final int SHOWN = 80;
}
