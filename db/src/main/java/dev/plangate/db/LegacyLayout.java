package dev.plangate.db;

import java.util.List;

/** Whether a schema without a history of migrations is the layout of the original system, as V1 has it. More columns do no harm. */
final class LegacyLayout {

    private static final String EMPTY = """
            select count(*)
              from pg_class
             where relnamespace = current_schema()::regnamespace
               and relkind in ('r', 'p', 'v', 'm', 'f')
            """;

    /** What the migrations after V1 read, or call by its name. */
    private static final String MISTAKES = """
            select case when a.attname is null then format('column %s.%s (%s) is missing', w.tab, w.col, w.type)
                        else format('column %s.%s is %s, should be %s', w.tab, w.col, format_type(a.atttypid, a.atttypmod), w.type)
                   end
              from (values (1, 'project', 'resource_id', 'text'), (2, 'project', 'name', 'text'),
                           (3, 'project', 'deleted', 'boolean'),
                           (4, 'plan', 'id', 'bigint'), (5, 'plan', 'deleted', 'boolean'),
                           (6, 'plan', 'created_at', 'timestamp with time zone'),
                           (7, 'plan', 'updated_at', 'timestamp with time zone'),
                           (8, 'plan', 'project', 'text'), (9, 'plan', 'name', 'text'), (10, 'plan', 'description', 'text'),
                           (11, 'plan', 'config', 'jsonb'),
                           (12, 'plan_check_run', 'id', 'bigint'),
                           (13, 'plan_check_run', 'created_at', 'timestamp with time zone'),
                           (14, 'plan_check_run', 'updated_at', 'timestamp with time zone'),
                           (15, 'plan_check_run', 'plan_id', 'bigint'), (16, 'plan_check_run', 'status', 'text'),
                           (17, 'plan_check_run', 'type', 'text'), (18, 'plan_check_run', 'config', 'jsonb'),
                           (19, 'plan_check_run', 'result', 'jsonb'), (20, 'plan_check_run', 'payload', 'jsonb'))
                   w (place, tab, col, type)
              left join pg_class t on t.relname = w.tab and t.relnamespace = current_schema()::regnamespace and t.relkind = 'r'
              left join pg_attribute a on a.attrelid = t.oid and a.attname = w.col and a.attnum > 0 and not a.attisdropped
             where a.attname is null or format_type(a.atttypid, a.atttypmod) <> w.type
            union all
            select format('constraint %s on %s is missing: alter table %s rename constraint ... to %s', w.name, w.tab, w.tab, w.name)
              from (values ('project', 'project_pkey'), ('plan', 'plan_pkey'), ('plan', 'plan_project_fkey'),
                           ('plan_check_run', 'plan_check_run_pkey'), ('plan_check_run', 'plan_check_run_status_check'))
                   w (tab, name)
              left join pg_constraint c on c.conname = w.name and c.connamespace = current_schema()::regnamespace
             where c.oid is null
            """;

    private final Tx tx;

    LegacyLayout(Tx tx) {
        this.tx = tx;
    }

    /** No table, no view. */
    boolean isEmpty() {
        return tx.query(EMPTY).one(Row::number).orElseThrow() == 0;
    }

    /** What is missing or different. */
    List<String> mistakes() {
        return tx.query(MISTAKES).list(Row::text);
    }
}
