package dev.plangate.db;

import dev.plangate.db.row.ApprovalRequirementRow;
import dev.plangate.v1.ApprovalRequirement;
import java.util.Collection;
import java.util.List;

/** Who has to approve which plan. Table approval_requirement. */
public final class ApprovalRequirements {

    /** Those that are known. */
    public List<ApprovalRequirementRow> find(Tx tx, Collection<String> plans) {
        return tx.query("""
                select position, content
                  from approval_requirement
                 where plan = any(?)
                 order by plan
                """).texts(plans)
                .list(row -> new ApprovalRequirementRow(row.number(), row.message(ApprovalRequirement.parser())));
    }

    /**
     * Stores the rows; of a plan given twice the later record. The caller has moved the offset behind them in this transaction:
     * what is stored is older, or of a topic that was made anew.
     */
    public void save(Tx tx, List<ApprovalRequirementRow> rows) {
        List<ApprovalRequirementRow> newest = Newest.of(rows, row -> row.requirement().getPlan(),
                ApprovalRequirementRow::position);
        tx.query("""
                insert into approval_requirement (plan, position, content)
                select plan, position, content
                  from unnest(?, ?, ?) as given (plan, position, content)
                 order by plan
                    on conflict (plan) do update
                   set position = excluded.position, content = excluded.content, updated_at = clock_timestamp()
                """).texts(newest, row -> row.requirement().getPlan()).longs(newest, ApprovalRequirementRow::position)
                .bytes(newest, row -> row.requirement().toByteArray()).update();
    }

    /** Forgets plans whose records are gone. */
    public void delete(Tx tx, Collection<String> plans) {
        tx.query("""
                with locked as materialized (
                  select plan from approval_requirement where plan = any(?) order by plan for update)
                delete from approval_requirement r using locked where r.plan = locked.plan
                """).texts(plans).update();
    }
}
