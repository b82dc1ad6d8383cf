package dev.plangate.checks.rule;

import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the open transaction of a script has done so far. Used by one thread. */
public final class Transaction {
    /**
     * A lock that it holds until its end, on a relation that it did not make itself.
     *
     * @param by the statement that took it
     * @param relation with its schema
     * @param table whether it is a table or a materialized view, and not an index, a sequence or a view
     */
    public record Held(Statement by, RelationName relation, LockMode mode, boolean table) {}

    private final boolean ofRunner;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    Transaction(boolean ofRunner) {
        this.ofRunner = ofRunner;
    }

    /** Whether whoever runs the script has opened it, and not the script. */
    public boolean ofRunner() {
        return ofRunner;
    }

    /** What ran in it before the statement under review, without BEGIN. */
    public List<Statement> statements() {
        return Collections.unmodifiableList(statements);
    }

    /** The strong locks (SHARE and above) of those statements, in their order. */
    public List<Held> held() {
        return Collections.unmodifiableList(held);
    }

    void ran(Statement statement, List<Held> locks) {
        statements.add(statement);
        held.addAll(locks);
    }
}
