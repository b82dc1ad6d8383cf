package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.Condition.Topic;
import dev.plangate.checks.ghost.Condition.Verdict;
import dev.plangate.checks.ghost.Condition.Verdict.Broken;
import dev.plangate.checks.ghost.Condition.Verdict.Met;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was found of a server and a table, condition by condition. */
public record Preflight(List<Condition> conditions) {
    /** Where a doubt means that a dry run would change more than a table of its own, or elsewhere. */
    private static final Set<Topic> REACHES_OUT = EnumSet.of(Topic.BINLOG_FORMAT, Topic.TOPOLOGY);

    public Preflight {
        conditions = List.copyOf(conditions);
    }

    /**
     * Judges.
     *
     * @param user who would run gh-ost
     * @param database of the table
     */
    public static Preflight of(ServerFacts server, TableFacts table, AlterTable alter, GhostFlags flags, String user,
            String database) {
        return new Preflight(Stream.concat(new ServerPreflight(server, flags).conditions(user, database).stream(),
                new TablePreflight(table, alter).conditions().stream()).toList());
    }

    /** Why there must be no dry run, as it follows "The dry run is left out: "; empty = there may be one. */
    public Optional<String> against() {
        if (conditions.stream().anyMatch(condition -> condition.verdict() instanceof Broken)) {
            return Optional.of("gh-ost would stop at what was found above.");
        }
        return conditions.stream()
                .filter(condition -> REACHES_OUT.contains(condition.topic()) && !met(condition.verdict())).findFirst()
                .map(condition -> "see " + condition.topic().words() + ".");
    }

    private static boolean met(Verdict verdict) {
        return verdict instanceof Met;
    }
}
