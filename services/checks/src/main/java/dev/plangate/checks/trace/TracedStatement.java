package dev.plangate.checks.trace;

import dev.plangate.checks.sql.RelationName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a statement did on an empty copy of the target's schema, by the server's own word. Relations that the script itself made are left out, but in {@code created}.
 *
 * @param index from 0, in the order of the sheet
 * @param mode how it ran
 * @param locks that it took, and that no statement of the same transaction had taken before in the same mode
 * @param rewritten relations whose file was replaced by another one: every row is written again, or a new index is built
 * @param scanned tables that were read from begin to end
 * @param built indexes that it made on tables that were there before, with the table
 * @param created new relations
 * @param dropped relations that are gone
 * @param failure what the server said when it failed; empty = it did not
 */
public record TracedStatement(int index, Mode mode, List<TracedLock> locks, List<Touched> rewritten,
        List<Touched> scanned, List<Built> built, List<RelationName> created, List<RelationName> dropped,
        Optional<String> failure) {
    /** An index that was built, and the table whose rows were read for it. */
    public record Built(RelationName index, RelationName table) {}

    /** How a statement ran. */
    public enum Mode {
        /** In a transaction of its own. */
        OWN_TRANSACTION,
        /** In a transaction that the script or its runner opened: its locks are held until that ends. */
        IN_TRANSACTION,
        /** Outside of a transaction, because the server runs it nowhere else: it opens transactions itself. */
        OUTSIDE
    }

    public TracedStatement {
        locks = locks.stream().sorted(Comparator.comparing((TracedLock lock) -> lock.on().name().toString())
                .thenComparing(TracedLock::mode)).toList();
        rewritten = List.copyOf(rewritten);
        scanned = List.copyOf(scanned);
        built = List.copyOf(built);
        created = List.copyOf(created);
        dropped = List.copyOf(dropped);
    }

    /** One that touched nothing: BEGIN. */
    public static TracedStatement quiet(int index, Mode mode) {
        return new TracedStatement(index, mode, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                Optional.empty());
    }

    /** The same with other locks. */
    public TracedStatement with(List<TracedLock> taken) {
        return new TracedStatement(index, mode, taken, rewritten, scanned, built, created, dropped, failure);
    }

    /** A statement that failed, or was not run for the reason given. */
    public static TracedStatement failed(int index, Mode mode, String why) {
        return new TracedStatement(index, mode, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                Optional.of(why));
    }
}
