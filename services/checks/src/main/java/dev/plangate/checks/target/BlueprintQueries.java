package dev.plangate.checks.target;

/** The SQL of {@link BlueprintReader}, for servers from version 14 on. It runs with a search path of pg_catalog alone, so that every name comes out with its schema. */
final class BlueprintQueries {
    private BlueprintQueries() {}

    static final String PATH = """
            select coalesce(jsonb_agg(s order by at), '[]')::text
            from unnest(current_schemas(false)) with ordinality as u(s, at)
            """;

    /** Of these roles those that exist, but for the server's own. */
    static final String ROLES = """
            select rolname from pg_roles where rolname = any (?) and rolname !~ '^(pg|plangate_trace)_' order by 1
            """;

    /**
     * Parameters: relations as JSON [{schema, name}]; names of types; names of functions; names of schemas, with all that is in them; whether all of the database
     * is wanted; how many objects are too many. From those objects it goes to what they depend on, to what belongs to a table (defaults, constraints,
     * indexes, triggers, rules and so views, policies, sequences), to partitions and children, along foreign keys both ways, and to what the words of a function's
     * body may name; then writes what makes them.
     *
     * <p>Phases: -1 how many objects, 0 sizes, 1 what cannot be made, 5 schemas and extensions, 10 types, functions, sequences, tables, 20 columns' settings, 30 checks, 40 partitions,
     * 50 keys, 60 indexes, 70 partitions of indexes, 80 foreign keys, 90 views, 95 triggers, rules, policies.
     */
    static final String PIECES = """
            with recursive start as (
                select 'pg_class'::regclass::oid as classid, c.oid as objid
                from jsonb_to_recordset(?::jsonb) as a(schema text, name text) join pg_namespace n on n.nspname = a.schema
                    join pg_class c on c.relnamespace = n.oid and c.relname = a.name and c.oid >= 16384
                union
                select 'pg_type'::regclass, t.oid
                from pg_type t
                where t.typname = any (?) and t.oid >= 16384
                  and (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
                union
                select 'pg_class'::regclass, d.objid
                from pg_type t join pg_depend d on d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray) and d.classid = 'pg_class'::regclass
                where t.typname = any (?) and t.typtype in ('e', 'd') and t.oid >= 16384
                union
                select 'pg_proc'::regclass, p.oid from pg_proc p where p.proname = any (?) and p.oid >= 16384
                union
                select 'pg_namespace'::regclass, n.oid from pg_namespace n where (n.nspname = any (?) or ?::boolean) and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                union
                select 'pg_class'::regclass, c.oid
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where (n.nspname = any (?) or ?::boolean) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relpersistence <> 't'
                  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                union
                select 'pg_proc'::regclass, p.oid
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where ?::boolean and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and p.oid >= 16384
                union
                select 'pg_type'::regclass, t.oid
                from pg_type t join pg_namespace n on n.oid = t.typnamespace
                where ?::boolean and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and t.typtype in ('e', 'd', 'r')
            ), reach as (
                select classid, objid from start
                union
                select e.classid, e.objid
                from reach r cross join lateral (
                    select d.refclassid as classid, d.refobjid as objid from pg_depend d where d.classid = r.classid and d.objid = r.objid
                    union all
                    select d.classid, d.objid
                    from pg_depend d
                    where d.refclassid = 'pg_class'::regclass and r.classid = 'pg_class'::regclass and d.refobjid = r.objid
                      and (d.classid in ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass,
                               'pg_statistic_ext'::regclass)
                           or d.classid = 'pg_class'::regclass and exists (select from pg_class c where c.oid = d.objid and c.relkind in ('i', 'I', 'S')))
                    union all
                    select 'pg_class'::regclass, i.inhrelid from pg_inherits i where r.classid = 'pg_class'::regclass and i.inhparent = r.objid
                    union all
                    select 'pg_constraint'::regclass, k.oid from pg_constraint k where r.classid = 'pg_type'::regclass and k.contypid = r.objid
                    union all
                    select b.classid, b.objid
                    from pg_proc p cross join lateral (select distinct w.word from regexp_split_to_table(lower(p.prosrc), '[^[:alnum:]_$]+') as w(word)) w
                        cross join lateral (
                            select 'pg_class'::regclass::oid as classid, c.oid as objid
                            from pg_class c
                            where lower(c.relname) = w.word and c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relpersistence <> 't'
                            union all
                            select 'pg_proc'::regclass, q.oid from pg_proc q where lower(q.proname) = w.word
                        ) b
                    where r.classid = 'pg_proc'::regclass and p.oid = r.objid
                    ) e
                where e.objid >= 16384
            ), own as (
                select r.classid, r.objid from reach r
                where not exists (select from pg_depend d where d.classid = r.classid and d.objid = r.objid
                        and (d.deptype = 'e' or d.deptype = 'i' and r.classid = 'pg_proc'::regclass))
                limit ?
            ), rel as (
                select c.*, c.oid::regclass::text as name
                from own join pg_class c on c.oid = own.objid
                where own.classid = 'pg_class'::regclass
            ), con as (
                select k.*, k.conrelid::regclass::text as tab, pg_get_constraintdef(k.oid) as def
                from own join pg_constraint k on k.oid = own.objid
                where own.classid = 'pg_constraint'::regclass
            )
            select 0 as phase, c.relkind::text as what, '' as ddl, n.nspname as schema, c.relname as name,
                   case when c.reltuples > 0 then c.reltuples::bigint else nullif(coalesce(pg_stat_get_live_tuples(c.oid), 0), 0) end as rows,
                   c.relpages * current_setting('block_size')::bigint as heap,
                   (c.relpages + coalesce(t.relpages, 0)
                    + coalesce((select sum(x.relpages) from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid in (c.oid, c.reltoastrelid)), 0))
                   * current_setting('block_size')::bigint as total, 0::bigint as ord
            from rel c join pg_namespace n on n.oid = c.relnamespace left join pg_class t on t.oid = c.reltoastrelid
            where c.relkind in ('r', 'm', 'i', 'p')
            union all
            select -1, (select count(*) from own)::text, '', null, null, null, null, null, 0
            union all
            select 1, pg_describe_object(o.classid, o.objid, 0), '', null, null, null, null, null, 0
            from own o
            where o.classid not in ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass, 'pg_namespace'::regclass, 'pg_constraint'::regclass,
                  'pg_attrdef'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_statistic_ext'::regclass,
                  'pg_extension'::regclass)
               or o.classid = 'pg_class'::regclass and exists (select from pg_class c where c.oid = o.objid and c.relkind = 'f')
               or o.classid = 'pg_proc'::regclass and exists (select from pg_proc p where p.oid = o.objid and p.prokind = 'a')
               or o.classid = 'pg_type'::regclass and exists (select from pg_type t where t.oid = o.objid and t.typtype = 'b' and t.typelem = 0)
            union all
            select p.phase, p.what, p.ddl, null, null, null, null, null, p.oid::bigint
            from (
                select 5 as phase, n.oid, 'schema ' || quote_ident(n.nspname) as what, format('create schema if not exists %I', n.nspname) as ddl
                from own join pg_namespace n on n.oid = own.objid
                where own.classid = 'pg_namespace'::regclass and n.nspname !~ '^pg_'
                union all
                select 5, n.oid, 'schema ' || quote_ident(n.nspname), format('create schema if not exists %I', n.nspname)
                from pg_namespace n
                where n.oid in (select relnamespace from rel) and n.nspname !~ '^pg_'
                union all
                select 6, e.oid, 'extension ' || quote_ident(e.extname), format('create extension if not exists %I schema %I', e.extname, n.nspname)
                from reach r join pg_extension e on e.oid = r.objid join pg_namespace n on n.oid = e.extnamespace
                where r.classid = 'pg_extension'::regclass
                union all
                select 5, e.oid, 'schema ' || quote_ident(n.nspname), format('create schema if not exists %I', n.nspname)
                from reach r join pg_extension e on e.oid = r.objid join pg_namespace n on n.oid = e.extnamespace
                where r.classid = 'pg_extension'::regclass and n.nspname !~ '^pg_'
                union all
                select 10, t.oid, 'type ' || t.oid::regtype::text,
                       case t.typtype
                           when 'e' then format('create type %s as enum (%s)', t.oid::regtype,
                               (select string_agg(quote_literal(l.enumlabel), ', ' order by l.enumsortorder) from pg_enum l where l.enumtypid = t.oid))
                           when 'd' then format('create domain %s as %s%s%s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
                               ' default ' || t.typdefault, case when t.typnotnull then ' not null' end)
                           when 'r' then format('create type %s as range (subtype = %s)', t.oid::regtype,
                               (select format_type(g.rngsubtype, null) from pg_range g where g.rngtypid = t.oid))
                           else format('create type %s as (%s)', t.oid::regtype,
                               (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)
                                from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped))
                       end
                from own join pg_type t on t.oid = own.objid
                where own.classid = 'pg_type'::regclass
                  and (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
                union all
                select 11, k.oid, 'constraint ' || quote_ident(k.conname) || ' of domain ' || k.contypid::regtype::text,
                       format('alter domain %s add constraint %I %s', k.contypid::regtype, k.conname, k.def)
                from con k
                where k.contypid <> 0 and k.contype = 'c'
                union all
                select 10, f.oid, 'function ' || f.oid::regprocedure::text, pg_get_functiondef(f.oid)
                from own join pg_proc f on f.oid = own.objid
                where own.classid = 'pg_proc'::regclass and f.prokind <> 'a'
                union all
                select 10, c.oid, 'sequence ' || c.name,
                       format('create sequence %s as %s increment by %s minvalue %s maxvalue %s start with %s cache %s%s', c.name, format_type(s.seqtypid, null),
                           s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, case when s.seqcycle then ' cycle' end)
                from rel c join pg_sequence s on s.seqrelid = c.oid
                where not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')
                union all
                select 20, c.oid, 'owner of sequence ' || c.name, format('alter sequence %s owned by %s.%I', c.name, d.refobjid::regclass, a.attname)
                from rel c join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'a' and d.refclassid = 'pg_class'::regclass
                    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                where c.relkind = 'S'
                union all
                select 10, c.oid, 'table ' || c.name,
                       format('create %stable %s (%s)%s%s', case c.relpersistence when 'u' then 'unlogged ' end, c.name,
                           (select string_agg(format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                                       case when a.attcollation <> t.typcollation and a.attcollation <> 0 then ' collate ' || a.attcollation::regcollation::text end,
                                       case when a.attidentity <> ''
                                            then format(' generated %s as identity (sequence name %s)', case a.attidentity when 'a' then 'always' else 'by default' end,
                                                 q.objid::regclass)
                                            when a.attgenerated <> ''
                                            then format(' generated always as (%s) %s', pg_get_expr(e.adbin, e.adrelid),
                                                 case a.attgenerated when 's' then 'stored' else 'virtual' end)
                                       end,
                                       case when k.oid is not null
                                            then case when k.convalidated then format(' constraint %I not null%s', k.conname, case when k.connoinherit then ' no inherit' end) end
                                            when a.attnotnull then ' not null' end), ', ' order by a.attnum)
                            from pg_attribute a join pg_type t on t.oid = a.atttypid
                                left join pg_attrdef e on e.adrelid = a.attrelid and e.adnum = a.attnum
                                left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'n' and k.conkey = array[a.attnum]
                                left join pg_depend q on a.attidentity <> '' and q.classid = 'pg_class'::regclass and q.refclassid = 'pg_class'::regclass
                                    and q.refobjid = a.attrelid and q.refobjsubid = a.attnum and q.deptype = 'i'
                            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
                           case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) end,
                           (select ' with (' || string_agg(format('%I = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ') || ')'
                            from unnest(c.reloptions) o))
                from rel c
                where c.relkind in ('r', 'p')
                union all
                select 20, e.oid, format('default of %s.%I', c.name, a.attname),
                       format('alter table only %s alter column %I set default %s', c.name, a.attname, pg_get_expr(e.adbin, e.adrelid))
                from rel c join pg_attrdef e on e.adrelid = c.oid join pg_attribute a on a.attrelid = c.oid and a.attnum = e.adnum
                where c.relkind in ('r', 'p') and a.attgenerated = ''
                union all
                select 20, c.oid, format('storage of %s.%I', c.name, a.attname),
                       format('alter table only %s alter column %I set storage %s', c.name, a.attname,
                           case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end)
                from rel c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
                where c.relkind in ('r', 'p') and a.attstorage <> t.typstorage
                union all
                select 30, k.oid, 'constraint ' || quote_ident(k.conname) || ' of ' || k.tab, format('alter table only %s add constraint %I %s', k.tab, k.conname, k.def)
                from con k
                where k.conrelid <> 0 and (k.contype = 'c' or k.contype = 'n' and not k.convalidated)
                union all
                select 40, i.inhrelid, 'partition ' || i.inhrelid::regclass::text,
                       case when c.relispartition
                            then format('alter table only %s attach partition %s %s', i.inhparent::regclass, c.name, pg_get_expr(c.relpartbound, c.oid))
                            else format('alter table only %s inherit %s', c.name, i.inhparent::regclass) end
                from rel c join pg_inherits i on i.inhrelid = c.oid
                where c.relkind in ('r', 'p')
                union all
                select 50, k.oid, 'constraint ' || quote_ident(k.conname) || ' of ' || k.tab, format('alter table only %s add constraint %I %s', k.tab, k.conname, k.def)
                from con k
                where k.conrelid <> 0 and k.contype in ('p', 'u', 'x')
                union all
                select 60, c.oid, 'index ' || c.name, pg_get_indexdef(c.oid)
                from rel c
                where c.relkind in ('i', 'I')
                  and not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
                  and not exists (select from pg_index x join pg_class m on m.oid = x.indrelid where x.indexrelid = c.oid and m.relkind = 'm')
                union all
                select 70, i.inhrelid, 'partition ' || c.name, format('alter index %s attach partition %s', i.inhparent::regclass, c.name)
                from rel c join pg_inherits i on i.inhrelid = c.oid
                where c.relkind in ('i', 'I')
                union all
                select 75, x.indexrelid, 'cluster order ' || c.name, format('alter table %s cluster on %I', x.indrelid::regclass, c.relname)
                from rel c join pg_index x on x.indexrelid = c.oid
                where x.indisclustered
                union all
                select 80, k.oid, 'constraint ' || quote_ident(k.conname) || ' of ' || k.tab, format('alter table %s add constraint %I %s', k.tab, k.conname, k.def)
                from con k
                where k.contype = 'f' and k.conparentid = 0
                union all
                select 90, c.oid, case c.relkind when 'v' then 'view ' else 'materialized view ' end || c.name,
                       format('create %s %s%s as %s%s', case c.relkind when 'v' then 'view' else 'materialized view' end, c.name,
                           (select ' with (' || string_agg(format('%I = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ') || ')'
                            from unnest(c.reloptions) o),
                           rtrim(pg_get_viewdef(c.oid), '; '),
                           case when c.relkind = 'm' then case when c.relispopulated then ' with data' else ' with no data' end end)
                from rel c
                where c.relkind in ('v', 'm')
                union all
                select 91, c.oid, 'index ' || c.name, pg_get_indexdef(c.oid)
                from rel c join pg_index x on x.indexrelid = c.oid join pg_class m on m.oid = x.indrelid
                where c.relkind in ('i', 'I') and m.relkind = 'm'
                union all
                select 95, g.oid, 'trigger ' || quote_ident(g.tgname) || ' of ' || g.tgrelid::regclass::text, pg_get_triggerdef(g.oid)
                from own join pg_trigger g on g.oid = own.objid
                where own.classid = 'pg_trigger'::regclass and not g.tgisinternal and g.tgparentid = 0
                union all
                select 96, g.oid, 'state of trigger ' || quote_ident(g.tgname), format('alter table only %s %s trigger %I', g.tgrelid::regclass,
                       case g.tgenabled when 'D' then 'disable' when 'A' then 'enable always' else 'enable replica' end, g.tgname)
                from own join pg_trigger g on g.oid = own.objid
                where own.classid = 'pg_trigger'::regclass and not g.tgisinternal and g.tgenabled <> 'O'
                union all
                select 95, w.oid, 'rule ' || quote_ident(w.rulename) || ' of ' || w.ev_class::regclass::text, pg_get_ruledef(w.oid)
                from own join pg_rewrite w on w.oid = own.objid
                where own.classid = 'pg_rewrite'::regclass and w.rulename <> '_RETURN'
                union all
                select 95, y.oid, 'policy ' || quote_ident(y.polname) || ' of ' || y.polrelid::regclass::text,
                       format('create policy %I on %s as %s for %s%s%s', y.polname, y.polrelid::regclass,
                           case when y.polpermissive then 'permissive' else 'restrictive' end,
                           case y.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
                           ' using (' || pg_get_expr(y.polqual, y.polrelid) || ')', ' with check (' || pg_get_expr(y.polwithcheck, y.polrelid) || ')')
                from own join pg_policy y on y.oid = own.objid
                where own.classid = 'pg_policy'::regclass
                union all
                select 95, c.oid, 'row security of ' || c.name, format('alter table only %s %s row level security', c.name,
                       case when c.relforcerowsecurity then 'force' else 'enable' end)
                from rel c
                where c.relrowsecurity or c.relforcerowsecurity
                union all
                select 95, s.oid, 'statistics ' || quote_ident(s.stxname), pg_get_statisticsobjdef(s.oid)
                from own join pg_statistic_ext s on s.oid = own.objid
                where own.classid = 'pg_statistic_ext'::regclass
            ) p
            order by 1, 9
            """;
}
