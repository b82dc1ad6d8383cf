package dev.plangate.db;

import dev.plangate.db.row.Rehearsal;
import java.util.List;
import java.util.Optional;

/** What the copy looks like after the migrations, in the transaction that made it. */
final class RehearsalReport {

    private static final String ROWS = """
            select count(*), count(*) filter (where verdict = 'KEPT'), count(*) filter (where verdict = 'REPLACED'),
                   count(*) filter (where verdict = 'CANCELED'), count(*) filter (where verdict = 'OLD')
              from verdict
            """;

    private static final String RUNS = """
            select (select count(*) from project), (select count(*) from plan), count(*),
                   count(*) filter (where status = 'AVAILABLE'), count(*) filter (where status = 'FAILED'),
                   count(*) filter (where status = 'DONE')
              from plan_check_run
            """;

    private static final String FIELDS = """
            select f.path, f.consequence, count(*), (array_agg(p.name order by f.id))[1], (array_agg(f.run_id order by f.id))[1],
                   (array_agg(f.found order by f.id))[1]
              from (select id, run_id, plan_id, found, consequence,
                           regexp_replace(case when consequence like 'dropped: not a field%' or field like 'config.ghostFlags.%'
                                               then regexp_replace(field, '[^.]*$', '*') else field end,
                                          '\\[[0-9]+\\]', '[]', 'g') as path
                      from migration_note) f
              join plan p on p.id = f.plan_id
             group by f.path, f.consequence
             order by count(*) desc, f.path, f.consequence
            """;

    private static final String OBSTACLES = """
            select format('%I exists already: rename it, or move the old tables to a schema of their own', mine.relname)
              from pg_class mine
              join pg_class theirs on theirs.relname = mine.relname
               and theirs.relnamespace = (select quote_ident(name)::regnamespace from legacy_schema)
             where mine.relnamespace = current_schema()::regnamespace
               and mine.relkind in ('r', 'S', 'i')
               and theirs.relkind <> 'i'
               and mine.relname not in ('project', 'plan', 'plan_check_run')
               and not exists (select from pg_depend d
                                where d.objid = theirs.oid and d.deptype in ('a', 'i'))
            union
            select format('%s uses the old tables: drop it, and make it anew afterwards', pg_describe_object('pg_class'::regclass, v.oid, 0))
              from pg_class t
              join pg_depend d on d.refobjid = t.oid and d.refclassid = 'pg_class'::regclass and d.classid = 'pg_rewrite'::regclass
              join pg_rewrite w on w.oid = d.objid
              join pg_class v on v.oid = w.ev_class and v.oid <> t.oid
             where t.relnamespace = (select quote_ident(name)::regnamespace from legacy_schema)
               and t.relname in ('project', 'plan', 'plan_check_run')
               and v.relpersistence <> 't'
            union
            select format('%s names the old check runs, which are gone afterwards: drop it', pg_describe_object('pg_constraint'::regclass, c.oid, 0))
              from pg_constraint c
              join pg_class t on t.oid = c.confrelid
             where c.contype = 'f'
               and t.relname = 'plan_check_run'
               and t.relnamespace = (select quote_ident(name)::regnamespace from legacy_schema)
             order by 1
            """;

    private static final String PLAN = """
            select p.name, coalesce(r.status, ''), coalesce(r.errors, 0), coalesce(r.warnings, 0),
                   coalesce(to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ''),
                   coalesce(to_char(r.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')
              from plan p
              left join plan_check_run r on r.plan_id = p.id
             where p.name = ?
            """;

    private static final String PLAN_ROWS = """
            select r.id, r.type, coalesce(v.target, ''), r.status,
                   coalesce(to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), r.created_at::text),
                   v.verdict, case when v.verdict = 'REPLACED' then v.newest else 0 end
              from plan p
              join legacy_run r on r.plan_id = p.id
              join verdict v on v.id = r.id
             where p.name = ?
             order by r.id
            """;

    private static final String PLAN_NOTES = """
            select n.run_id, n.field, n.found, n.consequence
              from plan p
              join migration_note n on n.plan_id = p.id
             where p.name = ?
             order by n.id
            """;

    private final Tx tx;

    RehearsalReport(Tx tx) {
        this.tx = tx;
    }

    Rehearsal of(Optional<String> plan) {
        return new Rehearsal(tx.query(ROWS)
                .one(row -> new Rehearsal.Rows(row.number(), row.number(), row.number(), row.number(), row.number()))
                .orElseThrow(),
                tx.query(RUNS).one(row -> new Rehearsal.Runs(row.number(), row.number(), row.number(), row.number(),
                        row.number(), row.number())).orElseThrow(),
                tx.query(FIELDS).list(row -> new Rehearsal.Field(row.text(), row.text(), row.number(), row.text(),
                        row.number(), row.text())),
                tx.query(OBSTACLES).list(Row::text), plan.flatMap(this::plan));
    }

    private Optional<Rehearsal.OnePlan> plan(String name) {
        List<Rehearsal.OldRow> rows = tx.query(PLAN_ROWS).text(name).list(row -> new Rehearsal.OldRow(row.number(),
                row.text(), row.text(), row.text(), row.text(), Rehearsal.Verdict.valueOf(row.text()), row.number()));
        List<Rehearsal.Note> notes = tx.query(PLAN_NOTES).text(name)
                .list(row -> new Rehearsal.Note(row.number(), row.text(), row.text(), row.text()));
        return tx.query(PLAN).text(name).one(row -> new Rehearsal.OnePlan(row.text(), row.text(), row.integer(),
                row.integer(), row.text(), row.text(), rows, notes));
    }
}
