package dev.plangate.db;

import dev.plangate.v1.Approval;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Approvals, each plan's newest. Table approval. */
public final class Approvals {

    /** Those that exist. */
    public List<Approval> find(Tx tx, Collection<String> plans) {
        return tx.query("""
                select content
                  from approval
                 where plan = any(?)
                   and not removed
                 order by plan
                """).texts(plans).list(row -> row.message(Approval.parser()));
    }

    /**
     * Stores each one whose version is above the stored one; of a plan given twice the higher version. The plans that
     * were written.
     */
    public Set<String> save(Tx tx, List<Approval> approvals) {
        List<Approval> rows = Newest.of(approvals, Approval::getPlan, Approval::getVersion);
        return Set.copyOf(tx.query("""
                insert into approval as stored (plan, version, content, removed)
                select plan, version, content, false
                  from unnest(?, ?, ?) as given (plan, version, content)
                 order by plan
                    on conflict (plan) do update
                   set version = excluded.version,
                       content = excluded.content,
                       removed = false,
                       updated_at = clock_timestamp()
                 where excluded.version > stored.version
                returning plan
                """).texts(rows, Approval::getPlan).longs(rows, Approval::getVersion)
                .bytes(rows, Approval::toByteArray).list(Row::text));
    }

    /** Removes the approvals, keeping their versions: an older one cannot come back. */
    public void delete(Tx tx, Collection<String> plans) {
        tx.query("""
                with locked as materialized (
                  select plan from approval where plan = any(?) order by plan for no key update)
                update approval a
                   set removed = true, content = null, updated_at = clock_timestamp()
                  from locked
                 where a.plan = locked.plan
                """).texts(plans).update();
    }
}
