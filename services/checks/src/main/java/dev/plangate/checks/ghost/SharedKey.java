package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.AlterTable.Clause;
import dev.plangate.checks.ghost.TableFacts.KeyColumn;
import dev.plangate.checks.ghost.TableFacts.UniqueKey;
import dev.plangate.checks.ghost.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * By which key gh-ost could walk through a table: a unique one, of columns that are never null, that is there before the change and after it. gh-ost compares the
 * names of columns, not those of keys.
 */
final class SharedKey {
    private static final Set<String> UNFIT_TYPES = Set.of("float", "json");

    private SharedKey() {}

    /** The first key that can be used; empty = there is none. */
    static Optional<UniqueKey> of(List<UniqueKey> keys, List<Clause> changes) {
        var dropped = new HashSet<String>();
        var gone = new HashSet<String>();
        var nullable = new HashSet<String>();
        var added = new ArrayList<Set<String>>();
        for (Clause change : changes) {
            droppedKey(change).ifPresent(dropped::add);
            droppedColumn(change).ifPresent(gone::add);
            madeNullable(change).ifPresent(nullable::add);
            addedKey(change).ifPresent(added::add);
        }
        return keys.stream().filter(SharedKey::usable)
                .filter(key -> key.columns().stream().noneMatch(column -> gone.contains(lower(column.name()))))
                .filter(key -> (key.isPrimary() && !dropped.contains("primary"))
                        || names(key).stream().noneMatch(nullable::contains))
                .filter(key -> !dropped.contains(lower(key.name()))
                        || added.stream().anyMatch(columns -> columns.containsAll(names(key))))
                .findFirst();
    }

    /** As it is before the change. */
    static boolean usable(UniqueKey key) {
        return key.columns().stream().noneMatch(column -> column.name().isEmpty() || column.nullable()
                || UNFIT_TYPES.contains(lower(column.type())));
    }

    private static Set<String> names(UniqueKey key) {
        var names = new HashSet<String>();
        key.columns().stream().map(KeyColumn::name).map(SharedKey::lower).forEach(names::add);
        return names;
    }

    private static Optional<String> droppedKey(Clause change) {
        if (!change.has(0, "DROP")) {
            return Optional.empty();
        }
        if (change.has(1, "PRIMARY", "KEY")) {
            return Optional.of("primary");
        }
        return change.has(1, "INDEX") || change.has(1, "KEY") || change.has(1, "CONSTRAINT")
                ? change.name(change.behindIf(2)).map(SharedKey::lower)
                : Optional.empty();
    }

    private static Optional<String> droppedColumn(Clause change) {
        if (!change.has(0, "DROP") || change.has(1, "PRIMARY", "KEY") || change.has(1, "FOREIGN", "KEY")
                || change.has(1, "INDEX") || change.has(1, "KEY") || change.has(1, "CONSTRAINT")
                || change.has(1, "CHECK")) {
            return Optional.empty();
        }
        return change.name(change.behindIf(change.has(1, "COLUMN") ? 2 : 1)).map(SharedKey::lower);
    }

    /** A column that is defined anew without NOT NULL can be null, unless it is of the primary key. */
    private static Optional<String> madeNullable(Clause change) {
        boolean modify = change.has(0, "MODIFY");
        if (!modify && !change.has(0, "CHANGE")) {
            return Optional.empty();
        }
        for (int at = 2; at < change.tokens().size(); at++) {
            if (change.has(at, "NOT", "NULL") || change.has(at, "PRIMARY", "KEY")) {
                return Optional.empty();
            }
        }
        int name = change.behindIf(change.has(1, "COLUMN") ? 2 : 1);
        return change.name(modify ? name : name + 1).map(SharedKey::lower);
    }

    /** ADD [CONSTRAINT [name]] PRIMARY KEY or UNIQUE ... (columns). */
    private static Optional<Set<String>> addedKey(Clause change) {
        boolean unique = false;
        for (int at = 1; change.has(0, "ADD") && at < change.tokens().size(); at++) {
            unique |= change.has(at, "PRIMARY", "KEY") || change.has(at, "UNIQUE");
            if (change.has(at, "(")) {
                return unique
                        ? Optional.of(columns(change.tokens().subList(at + 1, change.tokens().size())))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Set<String> columns(List<Token> tokens) {
        var names = new HashSet<String>();
        boolean first = true;
        for (Token token : tokens) {
            if (first && (token.isName() || token.kind() == Kind.STRING)) {
                names.add(lower(token.text()));
            }
            first = token.is(",");
        }
        return names;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
