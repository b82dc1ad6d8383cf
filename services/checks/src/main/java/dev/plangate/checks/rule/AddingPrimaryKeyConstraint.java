package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 7, PRIMARY KEY. */
final class AddingPrimaryKeyConstraint implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-primary-key-constraint", 1071, Level.ERROR,
            "A PRIMARY KEY builds its index in place.",
            "It holds an ACCESS EXCLUSIVE lock for the whole build of the index: nobody can read or write the table until then.")
            .instead(
                    "Build a unique index CONCURRENTLY, outside of a transaction, then add the constraint USING INDEX, which takes a moment. Columns of a primary key should be NOT NULL before, or they are scanned for nulls.")
            .example("ALTER TABLE orders ADD CONSTRAINT orders_id PRIMARY KEY (id);", """
                    CREATE UNIQUE INDEX CONCURRENTLY orders_id ON orders (id);
                    ALTER TABLE orders ADD CONSTRAINT orders_id PRIMARY KEY USING INDEX orders_id;
                    """);
    private static final IndexedConstraint PRIMARY_KEY = new IndexedConstraint(INFO, "CONSTR_PRIMARY", "PRIMARY KEY",
            "pkey");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return PRIMARY_KEY.check(review);
    }
}
