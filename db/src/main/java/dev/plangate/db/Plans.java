package dev.plangate.db;

import dev.plangate.db.row.PlanRow;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans as accepted. Tables plan and plan_missing. */
public final class Plans {

    private record Missing(String plan, String resource) {}

    private record Written(long updated, long inserted) {}

    /** Locks the plans that exist until the end of the transaction, in the order of their names, and reads them. */
    public List<PlanRow> lock(Tx tx, Collection<String> names) {
        return withMissing(tx, tx.query("""
                select id, name, project, revision, content, liveness, version, check_digest, last_run, rollout
                  from plan
                 where name = any(?)
                 order by name
                   for no key update
                """).texts(names).list(Plans::plan));
    }

    /** Reads without a lock. */
    public List<PlanRow> find(Tx tx, Collection<String> names) {
        return withMissing(tx, tx.query("""
                select id, name, project, revision, content, liveness, version, check_digest, last_run, rollout
                  from plan
                 where name = any(?)
                 order by name
                """).texts(names).list(Plans::plan));
    }

    /**
     * Names of the plans of these projects that are not deleted and have no rollout, sorted. Those of the old layout come
     * with their first revision: until then nobody knows what they would do.
     */
    public List<String> openOf(Tx tx, Collection<String> projects) {
        return tx.query("""
                select name
                  from plan
                 where project = any(?)
                   and rollout = ''
                   and liveness <> 'DELETED'
                   and revision > 0
                 order by name
                """).texts(projects).list(Row::text);
    }

    /** Names of the plans that wait for one of these resources, sorted. */
    public List<String> waitingFor(Tx tx, Collection<String> resources) {
        return tx.query("select distinct plan from plan_missing where resource = any(?) order by plan")
                .texts(resources).list(Row::text);
    }

    /**
     * Stores the rows, and what each waits for. Rows with id 0 are new; the others were locked in this transaction. The
     * content of a known plan is written when its revision grows.
     *
     * @throws DatabaseException CONFLICT when a new plan was stored by somebody else meanwhile
     * @throws IllegalArgumentException when a name is given twice
     * @throws IllegalStateException when a revision, version or run counter would go back, or a row is not stored
     */
    public void save(Tx tx, List<PlanRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> names = new HashSet<>();
        rows.forEach(row -> {
            if (!names.add(row.name())) {
                throw new IllegalArgumentException(row.name() + " is given twice");
            }
        });
        List<Missing> missing = new ArrayList<>();
        rows.forEach(row -> row.waitingFor().forEach(resource -> missing.add(new Missing(row.name(), resource))));
        Written written = tx
                .query("""
                        with given as materialized (
                          select *
                            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                              as g (id, name, project, revision, content, liveness, version, check_digest, last_run, rollout)),
                        missing as materialized (
                          select * from unnest(?, ?) as m (plan, resource)),
                        updated as (
                          update plan p
                             set revision = g.revision,
                                 content = case when g.revision > p.revision then g.content else p.content end,
                                 liveness = g.liveness,
                                 version = g.version,
                                 check_digest = g.check_digest,
                                 last_run = g.last_run,
                                 rollout = g.rollout,
                                 updated_at = clock_timestamp()
                            from given g
                           where p.id = g.id
                             and p.name = g.name
                             and p.revision <= g.revision
                             and p.version <= g.version
                             and p.last_run <= g.last_run
                          returning 1),
                        inserted as (
                          insert into plan (name, project, revision, content, liveness, version, check_digest, last_run, rollout)
                          select name, project, revision, content, liveness, version, check_digest, last_run, rollout
                            from given
                           where id = 0
                           order by name
                              on conflict (name) do nothing
                          returning 1),
                        arrived as (
                          delete from plan_missing m
                           where m.plan in (select name from given where id > 0)
                             and (m.plan, m.resource) not in (select plan, resource from missing)),
                        noted as (
                          insert into plan_missing (plan, resource)
                          select plan, resource
                            from missing
                           order by resource, plan
                              on conflict do nothing)
                        select (select count(*) from updated), (select count(*) from inserted)
                        """)
                .longs(rows, PlanRow::id).texts(rows, PlanRow::name).texts(rows, PlanRow::project)
                .longs(rows, PlanRow::revision).bytes(rows, row -> row.plan().toByteArray())
                .texts(rows, row -> row.liveness().name()).longs(rows, PlanRow::version)
                .texts(rows, PlanRow::checkDigest).longs(rows, PlanRow::lastRun).texts(rows, PlanRow::rollout)
                .texts(missing, Missing::plan).texts(missing, Missing::resource)
                .one(row -> new Written(row.number(), row.number())).orElseThrow();
        long fresh = rows.stream().filter(row -> row.id() == 0).count();
        if (written.updated() != rows.size() - fresh) {
            throw new IllegalStateException("of %d plans %d were refused: a counter would go back, or it is not there"
                    .formatted(rows.size() - fresh, rows.size() - fresh - written.updated()));
        }
        if (written.inserted() != fresh) {
            throw Failures.conflict("%d new plans were stored by another transaction meanwhile"
                    .formatted(fresh - written.inserted()));
        }
    }

    /** Read after the lock: a statement that waited for one still sees the rest as it was before the wait. */
    private static List<PlanRow> withMissing(Tx tx, List<PlanRow> plans) {
        Map<String, List<String>> missing = new HashMap<>();
        tx.query("select plan, resource from plan_missing where plan = any(?)").texts(plans, PlanRow::name)
                .list(row -> new Missing(row.text(), row.text()))
                .forEach(row -> missing.computeIfAbsent(row.plan(), plan -> new ArrayList<>()).add(row.resource()));
        return plans.stream()
                .map(row -> missing.containsKey(row.name()) ? row.waitingFor(missing.get(row.name())) : row).toList();
    }

    private static PlanRow plan(Row row) {
        return new PlanRow(row.number(), row.text(), row.text(), row.number(), row.message(Plan.parser()),
                PlanState.Liveness.valueOf(row.text()), row.number(), row.text(), List.of(), row.number(), row.text());
    }
}
