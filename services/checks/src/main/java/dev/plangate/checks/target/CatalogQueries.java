package dev.plangate.checks.target;

/**
 * The SQL of {@link CatalogReader}, for servers from version 12 on: it names no column of the catalogs that is newer, and is tested on 14 and later. Apart from
 * EMPTY it avoids functions that lock a table.
 *
 * <p>A table that was never analyzed has -1 rows; before version 14 it had 0 in 0 pages, as one has that was analyzed when it was empty. Then nothing is known of
 * it by the statistics, and EMPTY is asked.
 */
final class CatalogQueries {
    private CatalogQueries() {}

    /**
     * One row for each name of the JSON array [{ord, schema, name, path}] that exists. Rows: those of the last ANALYZE, where it saw none those of the running
     * statistics (which for a while count twice what is inserted and analyzed within a second); of a partitioned table the sum of its partitions; null =
     * neither has ever seen the table.
     */
    static final String RELATIONS = """
            with recursive asked as (
                select a.ord, a.schema, a.name,
                       case when cardinality(a.path) = 0 then current_schemas(true)::text[]
                            else array['pg_catalog'] || array_replace(a.path, '$user', current_user::text) end as path
                from jsonb_to_recordset(?::jsonb) as a(ord int, schema text, name text, path text[])
            ), found as (
                select asked.ord, hit.oid
                from asked cross join lateral (
                    select c.oid
                    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                    where c.relname = asked.name and n.nspname = any (case when asked.schema <> '' then array[asked.schema] else asked.path end)
                    order by array_position(asked.path, n.nspname::text)
                    limit 1) hit
            ), members as (
                select ord, oid as member from found
                union all
                select m.ord, i.inhrelid from members m join pg_catalog.pg_inherits i on i.inhparent = m.member
            ), sizes as (
                select m.ord,
                       bool_or(c.relkind in ('r', 'm', 'i') and (c.reltuples < 0 or (c.reltuples = 0 and c.relpages = 0 and current_setting('server_version_num')::int < 140000)) and coalesce(pg_stat_get_live_tuples(c.oid), 0) = 0) as unseen,
                       sum(case when c.relkind in ('r', 'm', 'i') then case when c.reltuples > 0 then c.reltuples else coalesce(pg_stat_get_live_tuples(c.oid), 0) end else 0 end) as rows,
                       sum(c.relpages + coalesce(t.relpages, 0)
                           + coalesce((select sum(x.relpages) from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
                                       where i.indrelid in (c.oid, c.reltoastrelid)), 0)) * current_setting('block_size')::bigint as bytes
                from members m join pg_catalog.pg_class c on c.oid = m.member left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
                group by m.ord
            )
            select f.ord, n.nspname as schema, c.relname as name, c.relkind as kind,
                   case when s.unseen or c.relkind in ('v', 'f', 'S', 'c') then null else s.rows::bigint end as rows, s.bytes::bigint as bytes,
                   (select coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', y.typname, 'formatted', format_type(a.atttypid, a.atttypmod),
                        'notnull', a.attnotnull and not exists (select from pg_catalog.pg_constraint k where k.conrelid = a.attrelid and k.contype = 'n'
                            and not k.convalidated and k.conkey = array[a.attnum]))), '[]')
                    from pg_catalog.pg_attribute a join pg_catalog.pg_type y on y.oid = a.atttypid
                    where a.attrelid = f.oid and a.attnum > 0 and not a.attisdropped) as columns,
                   (select coalesce(jsonb_agg(jsonb_build_object('name', k.conname, 'kind', k.contype, 'validated', k.convalidated,
                        'columns', (select coalesce(jsonb_agg(a.attname order by u.at), '[]') from unnest(k.conkey) with ordinality u(attnum, at)
                            join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
                        'definition', case when k.contype = 'c' then pg_get_constraintdef(k.oid) end)), '[]')
                    from pg_catalog.pg_constraint k where k.conrelid = f.oid) as constraints,
                   (select coalesce(jsonb_agg(jsonb_build_object('column', a.attname, 'what', d.what) order by d.what), '[]') from (
                        select 'index ' || quote_ident(x.relname) as what, u.attnum
                        from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid cross join unnest(i.indkey::int2[]) as u(attnum)
                        where i.indrelid = f.oid
                        union -- columns in expressions and conditions of indexes
                        select 'index ' || quote_ident(x.relname), p.refobjsubid
                        from pg_catalog.pg_depend p join pg_catalog.pg_class x on x.oid = p.objid and x.relkind in ('i', 'I')
                        where p.classid = 'pg_catalog.pg_class'::regclass and p.refclassid = 'pg_catalog.pg_class'::regclass
                          and p.refobjid = f.oid and p.refobjsubid > 0
                        union
                        select 'foreign key ' || quote_ident(k.conname) || ' of ' || k.conrelid::regclass::text, u.attnum
                        from pg_catalog.pg_constraint k cross join unnest(k.confkey) as u(attnum)
                        where k.confrelid = f.oid and k.contype = 'f' and k.conparentid = 0
                        union
                        select case v.relkind when 'm' then 'materialized view ' else 'view ' end || v.oid::regclass::text, p.refobjsubid
                        from pg_catalog.pg_depend p join pg_catalog.pg_rewrite r on r.oid = p.objid join pg_catalog.pg_class v on v.oid = r.ev_class
                        where p.refclassid = 'pg_catalog.pg_class'::regclass and p.refobjid = f.oid and p.refobjsubid > 0
                          and p.classid = 'pg_catalog.pg_rewrite'::regclass and v.oid <> f.oid) d
                    join pg_catalog.pg_attribute a on a.attrelid = f.oid and a.attnum = d.attnum) as uses,
                   (select coalesce(jsonb_agg(jsonb_build_object('name', x.relname, 'method', m.amname, 'unique', i.indisunique,
                        'valid', i.indisvalid, 'predicate', pg_get_expr(i.indpred, i.indrelid, true),
                        'columns', (select coalesce(jsonb_agg(a.attname order by u.at), '[]')
                            from unnest(i.indkey::int2[]) with ordinality u(attnum, at)
                            join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.attnum
                            where u.at <= i.indnkeyatts
                              and not exists (select from unnest(i.indkey::int2[]) with ordinality e(attnum, at) where e.attnum = 0 and e.at < u.at))
                        ) order by x.relname), '[]')
                    from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_am m on m.oid = x.relam
                    where i.indrelid = f.oid) as indexes,
                   (select coalesce(jsonb_agg(d.what order by d.what), '[]') from (
                        select 'foreign key ' || quote_ident(k.conname) || ' of ' || k.conrelid::regclass::text as what
                        from pg_catalog.pg_constraint k
                        where k.confrelid = f.oid and k.contype = 'f' and k.conrelid <> f.oid and k.conparentid = 0
                        union
                        select case v.relkind when 'm' then 'materialized view ' else 'view ' end || v.oid::regclass::text
                        from pg_catalog.pg_depend p join pg_catalog.pg_rewrite r on r.oid = p.objid join pg_catalog.pg_class v on v.oid = r.ev_class
                        where p.refclassid = 'pg_catalog.pg_class'::regclass and p.refobjid = f.oid and p.classid = 'pg_catalog.pg_rewrite'::regclass
                          and v.oid <> f.oid) d) as dependents
            from found f join pg_catalog.pg_class c on c.oid = f.oid join pg_catalog.pg_namespace n on n.oid = c.relnamespace join sizes s on s.ord = f.ord
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
