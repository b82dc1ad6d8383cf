package dev.plangate.db;

import dev.plangate.db.row.RolloutRow;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rollouts, at most one per plan. Table rollout. */
public final class Rollouts {

    /** Plan -> name of its rollout, of those plans that have one. */
    public Map<String, String> existing(Tx tx, Collection<String> plans) {
        Map<String, String> names = new LinkedHashMap<>();
        find(tx, plans).forEach(row -> names.put(row.plan(), row.name()));
        return names;
    }

    /** The rollouts of these plans. */
    public List<RolloutRow> find(Tx tx, Collection<String> plans) {
        return tx.query("""
                select plan, name, command_id, plan_state_version, run, revision, check_digest, requester,
                       override_reason, created_at
                  from rollout
                 where plan = any(?)
                 order by plan
                """).texts(plans)
                .list(row -> new RolloutRow(row.text(), row.text(), row.text(), row.number(), row.number(),
                        row.number(), row.text(), row.text(), row.text(), row.instant()));
    }

    /**
     * Stores new rollouts. The caller holds the plans' locks and marks their rows.
     *
     * @throws DatabaseException REFUSED when a plan has one already
     */
    public void save(Tx tx, List<RolloutRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        tx.query("""
                insert into rollout (plan, name, command_id, plan_state_version, run, revision, check_digest, requester,
                                     override_reason, created_at)
                select plan, name, command_id, plan_state_version, run, revision, check_digest, requester,
                       override_reason, coalesce(created_at::timestamptz, clock_timestamp())
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as given (plan, name, command_id, plan_state_version, run, revision, check_digest, requester,
                              override_reason, created_at)
                 order by plan
                """).texts(rows, RolloutRow::plan).texts(rows, RolloutRow::name).texts(rows, RolloutRow::commandId)
                .longs(rows, RolloutRow::planStateVersion).longs(rows, RolloutRow::run)
                .longs(rows, RolloutRow::revision).texts(rows, RolloutRow::checkDigest)
                .texts(rows, row -> StorableText.of(row.requester()))
                .texts(rows, row -> StorableText.of(row.overrideReason()))
                .instants(rows, RolloutRow::createdAt).update();
    }
}
