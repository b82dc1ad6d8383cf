package dev.plangate.checks.target;

/**
 * The SQL of {@link CatalogReader}, for servers from version 12 on: it names no column of the catalogs that is newer, and is tested on 14 and later. Apart from
 * EMPTY it avoids functions that lock a table. Short questions, put together by {@link RelationReader}: a new session plans each statement with an empty cache, and
 * planning one that asks for everything at once takes several times as long as these together.
 *
 * <p>A table that was never analyzed has -1 rows; before version 14 it had 0 in 0 pages, as one has that was analyzed when it was empty. Then nothing is known of
 * it by the statistics, and EMPTY is asked.
 */
final class CatalogQueries {
    private CatalogQueries() {}

    /**
     * The relations of some names in some schemas and in the search path, and whose session it is: one row at least, with an oid of null when there is none.
     * Parameters: names, schemas.
     */
    static final String NAMES = """
            select coalesce(current_schema(), 'public') as creation, current_schemas(true)::text[] as path, current_user::text as role,
                   current_setting('block_size')::bigint as block, f.*
            from (select) as one left join (
                select c.oid::bigint as oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.reltuples as tuples, c.relpages as pages,
                       case when c.reltuples <= 0 then coalesce(pg_stat_get_live_tuples(c.oid), 0) end as live,
                       c.relhassubclass as parent, c.reltoastrelid::bigint as toast, t.relpages as toast_pages
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
                where c.relname = any (?) and n.nspname = any (current_schemas(true)::text[] || array_replace(?::text[], '$user', current_user::text))) f on true
            """;

    static final String COLUMNS = """
            select a.attrelid::bigint as relation, a.attnum as number, a.attname as name, t.typname as type, format_type(a.atttypid, a.atttypmod) as formatted, a.attnotnull as not_null
            from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
            where a.attrelid = any (?) and a.attnum > 0 and not a.attisdropped
            """;

    /** Those of the relations, and the foreign keys that point at them. An index of pg_depend leads to these; pg_constraint has none. Parameter twice: oids. */
    static final String CONSTRAINTS = """
            select k.conrelid::bigint as relation, k.conname as name, quote_ident(k.conname) as quoted, k.contype as kind, k.convalidated as validated, k.conkey as columns,
                   case when k.contype = 'c' then pg_get_constraintdef(k.oid) end as definition,
                   k.confrelid::bigint as referenced, k.confkey as referenced_columns, k.conparentid <> 0 as inherited,
                   case when k.contype = 'f' then k.conrelid::regclass::text end as relation_name
            from pg_catalog.pg_constraint k
            where k.conrelid = any (?) or k.oid = any (array(
                select d.objid from pg_catalog.pg_depend d
                where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = any (?) and d.classid = 'pg_catalog.pg_constraint'::regclass))
            """;

    /** Parameter: oids of tables, and of what holds their long values. */
    static final String INDEXES = """
            select i.indrelid::bigint as relation, x.relname as name, quote_ident(x.relname) as quoted, m.amname as method, i.indisunique as is_unique, i.indisvalid as valid,
                   i.indkey::int2[] as columns, i.indnkeyatts as keys, pg_get_expr(i.indpred, i.indrelid, true) as predicate, x.relpages as pages
            from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_am m on m.oid = x.relam
            where i.indrelid = any (?)
            order by x.relname
            """;

    /** Views on the relations, and the columns that expressions and conditions of their indexes name. Parameter: oids. */
    static final String USES = """
            select d.refobjid::bigint as relation, d.refobjsubid as column, x.relkind as kind, quote_ident(x.relname) as quoted, x.oid::regclass::text as relation_name
            from pg_catalog.pg_depend d left join pg_catalog.pg_rewrite r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
                 join pg_catalog.pg_class x on x.oid = coalesce(r.ev_class, d.objid)
            where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = any (?) and x.oid <> d.refobjid
              and (d.classid = 'pg_catalog.pg_rewrite'::regclass or (d.classid = 'pg_catalog.pg_class'::regclass and x.relkind in ('i', 'I') and d.refobjsubid > 0))
            """;

    /** With all that inherits from them. Parameter: oids of parents. */
    static final String FAMILIES = """
            with recursive members as (
                select c.oid as parent, c.oid as member from pg_catalog.pg_class c where c.oid = any (?)
                union all
                select m.parent, i.inhrelid from members m join pg_catalog.pg_inherits i on i.inhparent = m.member
            )
            select m.parent::bigint as relation,
                   bool_or(c.relkind in ('r', 'm', 'i') and (c.reltuples < 0 or (c.reltuples = 0 and c.relpages = 0 and current_setting('server_version_num')::int < 140000)) and coalesce(pg_stat_get_live_tuples(c.oid), 0) = 0) as unseen,
                   sum(case when c.relkind in ('r', 'm', 'i') then case when c.reltuples > 0 then c.reltuples else coalesce(pg_stat_get_live_tuples(c.oid), 0) end else 0 end::float8) as tuples,
                   sum(c.relpages + coalesce(t.relpages, 0)
                       + coalesce((select sum(x.relpages) from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
                                   where i.indrelid in (c.oid, c.reltoastrelid)), 0))::bigint as pages
            from members m join pg_catalog.pg_class c on c.oid = m.member left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
            group by m.parent
            """;

    static final String SCHEMAS = """
            select n.nspname as name, count(c.oid) as tables,
                   case when bool_or((c.reltuples < 0 or (c.reltuples = 0 and c.relpages = 0 and current_setting('server_version_num')::int < 140000)) and coalesce(pg_stat_get_live_tuples(c.oid), 0) = 0) then null
                        else coalesce(sum(case when c.reltuples > 0 then c.reltuples else coalesce(pg_stat_get_live_tuples(c.oid), 0) end), 0)::bigint end as rows
            from pg_catalog.pg_namespace n left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind = 'r'
            where n.nspname = any (?)
            group by n.nspname
            """;

    static final String EMPTY = """
            select pg_relation_size(to_regclass(quote_ident(?) || '.' || quote_ident(?))) = 0
            """;

    static final String FUNCTIONS = """
            select p.proname as name, bool_or(p.provolatile = 'v') as volatile
            from pg_catalog.pg_proc p
            where p.proname = any (?)
            group by p.proname
            """;
}
