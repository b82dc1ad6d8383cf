package dev.plangate.checks.trace;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.trace.TracedStatement.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Sheets, and traces as a server would have told them. */
final class Scripts {
    static final RelationName ORDERS = new RelationName("public", "orders");
    static final RelationName CUSTOMERS = new RelationName("public", "customers");
    static final RelationName ORDERS_ID = new RelationName("public", "orders_pkey");

    private static final SheetParser PARSER = new SheetParser(1 << 21, 1 << 20, 1);

    private Scripts() {}

    static ParsedSheet.Valid parse(String sql) {
        try {
            return (ParsedSheet.Valid) PARSER.parse("", sql, Duration.ofMinutes(2));
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** On a server of 16, with two million orders and customers that were never analyzed. */
    static Trace.Run run(TracedStatement... statements) {
        return new Trace.Run(160_004, List.of(statements),
                Map.of(ORDERS, new Size(OptionalLong.of(2_000_000), 200L << 20, 300L << 20)));
    }

    static Trace whole(TracedStatement... statements) {
        return new Trace.Whole(run(statements));
    }

    static TracedStatement quiet(int index) {
        return TracedStatement.quiet(index, Mode.IN_TRANSACTION);
    }

    static TracedStatement locks(int index, TracedLock... locks) {
        return quiet(index).with(Arrays.asList(locks));
    }

    static TracedLock lock(RelationName table, LockMode mode, int until) {
        return new TracedLock(Touched.of(table, 'r'), mode, until);
    }

    /** Orders with their index are written again. */
    static TracedStatement rewrite(int index, int until) {
        return new TracedStatement(index, Mode.OWN_TRANSACTION,
                List.of(lock(ORDERS, LockMode.ACCESS_EXCLUSIVE, until)),
                List.of(Touched.of(ORDERS, 'r'), new Touched(ORDERS_ID, 'i', ORDERS)),
                List.of(Touched.of(ORDERS, 'r')), List.of(), List.of(), List.of(), Optional.empty());
    }

    static TracedStatement scan(int index, RelationName table, LockMode mode, int until) {
        return new TracedStatement(index, Mode.OWN_TRANSACTION, List.of(lock(table, mode, until)), List.of(),
                List.of(Touched.of(table, 'r')), List.of(), List.of(), List.of(), Optional.empty());
    }
}
