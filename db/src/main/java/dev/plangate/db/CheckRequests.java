package dev.plangate.db;

import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.v1.CheckRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Requests that were answered, so that each counts once. Table check_request. */
public final class CheckRequests {

    /** Those of the ids that were answered before. */
    public Set<String> seen(Tx tx, Collection<String> requestIds) {
        return Set.copyOf(tx.query("select request_id from check_request where request_id = any(?)").texts(requestIds)
                .list(Row::text));
    }

    /** What became of those of the ids that were answered. */
    public List<CheckRequestRow> find(Tx tx, Collection<String> requestIds) {
        return tx.query("""
                select request_id, plan, revision, action, requester, run
                  from check_request
                 where request_id = any(?)
                 order by request_id
                """).texts(requestIds)
                .list(row -> new CheckRequestRow(row.text(), row.text(), row.number(),
                        CheckRequest.Action.valueOf(row.text()), row.text(), row.number()));
    }

    /** Notes the answers; an id that is there already stays as it is. */
    public void save(Tx tx, List<CheckRequestRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        tx.query("""
                insert into check_request (request_id, plan, revision, action, requester, run)
                select request_id, plan, revision, action, requester, run
                  from unnest(?, ?, ?, ?, ?, ?) as given (request_id, plan, revision, action, requester, run)
                 order by request_id
                    on conflict (request_id) do nothing
                """).texts(rows, CheckRequestRow::requestId).texts(rows, CheckRequestRow::plan)
                .longs(rows, CheckRequestRow::revision).texts(rows, row -> row.action().name())
                .texts(rows, row -> StorableText.of(row.requester())).longs(rows, CheckRequestRow::run).update();
    }

    /** Forgets up to limit requests that are older than this; how many. */
    public int forget(Tx tx, Duration olderThan, int limit) {
        return tx.query("""
                delete from check_request
                 where request_id in (
                   select request_id
                     from check_request
                    where created_at < statement_timestamp() - ? * interval '1 millisecond'
                    order by created_at
                    limit ?
                      for update skip locked)
                """).number(olderThan.toMillis()).number(limit).update();
    }
}
