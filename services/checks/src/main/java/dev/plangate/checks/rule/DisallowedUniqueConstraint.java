package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 7, UNIQUE. */
final class DisallowedUniqueConstraint implements Rule {
    private static final RuleInfo INFO = new RuleInfo("disallowed-unique-constraint", 1070, Level.ERROR,
            "A UNIQUE constraint builds its index in place.",
            "It holds an ACCESS EXCLUSIVE lock for the whole build of the index: nobody can read or write the table until then.")
            .instead(
                    "Build a unique index CONCURRENTLY, outside of a transaction, then add the constraint USING INDEX, which takes a moment.")
            .example("ALTER TABLE orders ADD CONSTRAINT orders_number UNIQUE (number);", """
                    CREATE UNIQUE INDEX CONCURRENTLY orders_number ON orders (number);
                    ALTER TABLE orders ADD CONSTRAINT orders_number UNIQUE USING INDEX orders_number;
                    """);
    private static final IndexedConstraint UNIQUE = new IndexedConstraint(INFO, "CONSTR_UNIQUE", "UNIQUE", "key");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return UNIQUE.check(review);
    }
}
