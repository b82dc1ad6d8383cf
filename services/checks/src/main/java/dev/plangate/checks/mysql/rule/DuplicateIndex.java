package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.Key;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An index has the columns that another one begins with. */
final class DuplicateIndex implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("duplicate-index", 3220, Level.WARNING,
            "An index has the columns that another one begins with.",
            "Each write keeps it up to date, it takes memory from others, and no query needs it: the longer one serves it too.")
            .instead("Leave it out, or drop the shorter one when the longer one is there.")
            .example(
                    "CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, customer BIGINT, at DATETIME, KEY (customer), KEY (customer, at));",
                    "CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, customer BIGINT, at DATETIME, KEY (customer, at));")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** An index with where its definition stands. */
    private record Placed(Key key, Range range) {}

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return switch (review.statement().action()) {
            case Action.CreateTable create -> {
                var keys = new ArrayList<Placed>();
                for (int i = 0; i < create.keys().size(); i++) {
                    keys.add(new Placed(create.keys().get(i), create.keyRanges().get(i)));
                }
                create.columns().stream().filter(column -> column.primary() || column.unique())
                        .forEach(column -> keys.add(new Placed(new Key(
                                column.primary() ? Key.Kind.PRIMARY : Key.Kind.UNIQUE, "",
                                List.of(new Key.Part(column.name(), 0))), column.range())));
                yield among(review, keys);
            }
            case Action.AlterTable alter -> {
                var added = alter.alterations().stream().filter(Alteration.AddKey.class::isInstance)
                        .map(Alteration.AddKey.class::cast).map(one -> new Placed(one.key(), one.range())).toList();
                var dropped = alter.alterations().stream().filter(Alteration.DropKey.class::isInstance)
                        .map(one -> ((Alteration.DropKey) one).name().toLowerCase(Locale.ROOT)).toList();
                var present = review.script().table(alter.table()).known().map(MySqlTable::keys).orElse(List.of())
                        .stream().filter(key -> !dropped.contains(key.name().toLowerCase(Locale.ROOT))).toList();
                yield Stream.concat(among(review, added), added.stream().flatMap(one -> present.stream()
                        .filter(other -> isServed(one.key(), other, false)).limit(1)
                        .map(other -> finding(review, one, other))));
            }
            default -> Stream.empty();
        };
    }

    private static Stream<Finding> among(MySqlReview review, List<Placed> keys) {
        return keys.stream().flatMap(one -> keys.stream().filter(other -> !other.equals(one))
                .filter(other -> isServed(one.key(), other.key(), keys.indexOf(one) < keys.indexOf(other))).limit(1)
                .map(other -> finding(review, one, other.key())));
    }

    /**
     * Whether another one does all that an index does.
     *
     * @param first whether it stands before the other, so that of two equal ones the second is found
     */
    private static boolean isServed(Key key, Key other, boolean first) {
        if (!key.ordered() || !other.ordered() || !key.begins(other)) {
            return false;
        }
        boolean equal = key.parts().size() == other.parts().size();
        return switch (key.kind()) {
            case PRIMARY -> false;
            case UNIQUE -> equal && (other.kind() == Key.Kind.PRIMARY || (other.kind() == Key.Kind.UNIQUE && !first));
            default -> !equal || other.kind() != Key.Kind.INDEX || !first;
        };
    }

    private static Finding finding(MySqlReview review, Placed one, Key other) {
        return review.finding(INFO, new Severity(INFO.level(), ""), one.range(),
                "The " + one.key() + " does nothing that the " + other + " does not.", "");
    }
}
