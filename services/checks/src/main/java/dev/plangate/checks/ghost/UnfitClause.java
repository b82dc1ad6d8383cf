package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.AlterTable.Clause;
import dev.plangate.checks.ghost.GhostSheet.Refused;
import dev.plangate.checks.ghost.Token.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an ALTER TABLE must not do when gh-ost carries it out. gh-ost runs the text on its own empty copy of the table, also when it only tries: so nothing may
 * reach beyond that copy. EXCHANGE PARTITION for one would move another table's rows into it, and they would be dropped with it.
 */
final class UnfitClause {
    /** How clauses begin that change the copy and nothing else. */
    private static final Set<String> FIT = Set.of("ADD", "DROP", "MODIFY", "CHANGE", "ALTER", "RENAME", "CONVERT",
            "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT", "AUTO_INCREMENT", "ROW_FORMAT", "KEY_BLOCK_SIZE",
            "ENGINE", "FORCE", "ALGORITHM", "LOCK", "STATS_AUTO_RECALC", "STATS_PERSISTENT", "STATS_SAMPLE_PAGES",
            "AVG_ROW_LENGTH", "MAX_ROWS", "MIN_ROWS", "COMPRESSION", "PAGE_COMPRESSED", "PAGE_COMPRESSION_LEVEL",
            "ENCRYPTION", "ENCRYPTED", "PARTITION", "REMOVE");

    private UnfitClause() {}

    /** Why gh-ost cannot, or must not, carry it out; empty = it may. */
    static Optional<Refused> of(Clause clause) {
        if (clause.tokens().getFirst().kind() != Kind.WORD || !FIT.contains(clause.verb())) {
            return refused(clause, 0, "gh-ost must not be given " + clause.verb()
                    + " ...: it reaches beyond the copy of the table that gh-ost works on, or is not known to be safe on it. Leave it out, or switch gh-ost off.");
        }
        return switch (clause.verb()) {
            case "RENAME" -> rename(clause);
            case "CHANGE" -> change(clause);
            case "DROP" -> clause.has(1, "PARTITION") ? partition(clause) : inside(clause);
            case "ADD" -> clause.has(1, "PARTITION") ? partition(clause) : inside(clause);
            case "PARTITION" -> clause.has(1, "BY") ? inside(clause) : partition(clause);
            case "REMOVE" -> clause.has(1, "PARTITIONING") ? Optional.empty() : partition(clause);
            case "ENGINE" -> engine(clause, 1).or(() -> inside(clause));
            default -> inside(clause);
        };
    }

    private static Optional<Refused> rename(Clause clause) {
        if (clause.has(1, "COLUMN")) {
            return refused(clause, 0,
                    "gh-ost takes RENAME COLUMN for one column dropped and another added, and its values are lost: rename without gh-ost.");
        }
        return clause.has(1, "INDEX") || clause.has(1, "KEY")
                ? Optional.empty()
                : refused(clause, 0, "gh-ost cannot rename a table: use RENAME TABLE, which is quick, without gh-ost.");
    }

    private static Optional<Refused> change(Clause clause) {
        int old = clause.behindIf(clause.has(1, "COLUMN") ? 2 : 1);
        boolean same = clause.name(old).isPresent() && clause.name(old).equals(clause.name(old + 1));
        return same
                ? inside(clause)
                : refused(clause, 0,
                        "gh-ost stops at a renamed column: it needs --approve-renamed-columns, which cannot be set here. Rename without gh-ost.");
    }

    private static Optional<Refused> partition(Clause clause) {
        return refused(clause, 0,
                "gh-ost must not be given changes of single partitions: its copy of the table gets them, not the rows. Make them without gh-ost.");
    }

    /** What may stand anywhere in a clause. */
    private static Optional<Refused> inside(Clause clause) {
        return IntStream.range(0, clause.tokens().size()).mapToObj(at -> at(clause, at)).flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Refused> at(Clause clause, int at) {
        if ((clause.has(at, "FOREIGN", "KEY") && !clause.has(0, "DROP"))
                || (clause.has(at, "REFERENCES") && clause.name(at + 1).isPresent())) {
            return refused(clause, at, "gh-ost does not support foreign keys: add them without gh-ost.");
        }
        boolean equals = clause.has(at + 1, "=");
        if (clause.has(at, "ENGINE") && equals && at > 0) {
            return engine(clause, at + 1);
        }
        boolean text = kind(clause, equals ? at + 2 : at + 1) == Kind.STRING;
        if (text && (clause.has(at, "DIRECTORY") || clause.has(at, "CONNECTION"))) {
            return refused(clause, at, "gh-ost must not be given " + clause.tokens().get(at).text()
                    + ": its copy would take the place of the table's data, or reach another server.");
        }
        if (clause.has(at, "UNION") && clause.has(equals ? at + 2 : at + 1, "(")) {
            return refused(clause, at, "gh-ost must not be given UNION: its copy would be made of other tables.");
        }
        return clause.has(at, "TABLESPACE") && (equals || clause.has(0, "PARTITION"))
                ? refused(clause, at, "gh-ost must not be given TABLESPACE.")
                : Optional.empty();
    }

    private static Optional<Refused> engine(Clause clause, int at) {
        int name = clause.has(at, "=") ? at + 1 : at;
        return clause.has(name, "InnoDB")
                ? Optional.empty()
                : refused(clause, at - 1, "gh-ost can be given no other engine than InnoDB.");
    }

    private static Kind kind(Clause clause, int at) {
        return at < clause.tokens().size() ? clause.tokens().get(at).kind() : Kind.SIGN;
    }

    private static Optional<Refused> refused(Clause clause, int at, String reason) {
        return Optional.of(new Refused(clause.tokens().get(at).from(), reason));
    }
}
