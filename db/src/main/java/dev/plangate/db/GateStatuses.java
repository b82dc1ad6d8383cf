package dev.plangate.db;

import dev.plangate.db.row.GateStatusRow;
import dev.plangate.v1.GateStatus;
import java.util.Collection;
import java.util.List;

/** The newest gate status of each plan. Table gate_status. */
public final class GateStatuses {

    /** Those that are known. */
    public List<GateStatusRow> find(Tx tx, Collection<String> plans) {
        return tx.query("""
                select position, content
                  from gate_status
                 where plan = any(?)
                 order by plan
                """).texts(plans).list(row -> new GateStatusRow(row.number(), row.message(GateStatus.parser())));
    }

    /**
     * Stores the rows; of a plan given twice the later record. The caller has moved the offset behind them in this transaction:
     * what is stored is older, or of a topic that was made anew.
     */
    public void save(Tx tx, List<GateStatusRow> rows) {
        List<GateStatusRow> newest = Newest.of(rows, row -> row.status().getPlan(), GateStatusRow::position);
        tx.query("""
                insert into gate_status (plan, position, content)
                select plan, position, content
                  from unnest(?, ?, ?) as given (plan, position, content)
                 order by plan
                    on conflict (plan) do update
                   set position = excluded.position, content = excluded.content, updated_at = clock_timestamp()
                """).texts(newest, row -> row.status().getPlan()).longs(newest, GateStatusRow::position)
                .bytes(newest, row -> row.status().toByteArray()).update();
    }

    /** Forgets plans whose records are gone. */
    public void delete(Tx tx, Collection<String> plans) {
        tx.query("""
                with locked as materialized (
                  select plan from gate_status where plan = any(?) order by plan for update)
                delete from gate_status s using locked where s.plan = locked.plan
                """).texts(plans).update();
    }
}
