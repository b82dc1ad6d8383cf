package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.Range;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A table is kept by an engine that knows no transactions. */
final class NonInnoDb implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("non-innodb", 3210, Level.WARNING,
            "A table is kept by an engine that knows no transactions.",
            "Nothing is rolled back, one writer locks the whole table, and a crash may lose or break it.")
            .instead("Use InnoDB, which is the default: leave ENGINE out.")
            .example("CREATE TABLE logs (id BIGINT NOT NULL PRIMARY KEY) ENGINE=MyISAM;",
                    "CREATE TABLE logs (id BIGINT NOT NULL PRIMARY KEY) ENGINE=InnoDB;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Those that know transactions, or keep nothing themselves. */
    private static final Set<String> OTHERS = Set.of("INNODB", "ROCKSDB", "TOKUDB", "NDB", "NDBCLUSTER", "SPIDER",
            "COLUMNSTORE", "XTRADB");

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (review.statement().action() instanceof Action.CreateTable create) {
            return create.temporary()
                    ? Stream.empty()
                    : Stream.ofNullable(create.options().get("ENGINE")).filter(NonInnoDb::isOther)
                            .map(engine -> finding(review, create.table(), engine, review.statement().range()));
        }
        return review.alterations(Alteration.Option.class)
                .filter(option -> option.name().equals("ENGINE") && isOther(option.value()))
                .map(option -> finding(review, review.table().written(), option.value(), option.range()));
    }

    private static boolean isOther(String engine) {
        return !OTHERS.contains(engine.toUpperCase(Locale.ROOT));
    }

    private static Finding finding(MySqlReview review, TableName table, String engine, Range range) {
        return review.finding(INFO, new Severity(INFO.level(), ""), range,
                table + " is kept by " + engine + ".", "");
    }
}
