package dev.plangate.db;

import java.sql.Connection;
import java.time.Instant;

/** One transaction. Stores write through it; nobody else sees its connection. */
public final class Tx {

    private final Connection connection;

    Tx(Connection connection) {
        this.connection = connection;
    }

    /** The database's clock: the one that leases, queues and stored times go by. */
    public Instant now() {
        return query("select clock_timestamp()").one(row -> row.instant()).orElseThrow();
    }

    /** A statement of this transaction; its text is a constant. */
    Query query(String sql) {
        return new Query(connection, sql);
    }
}
