package dev.plangate.db;

import dev.plangate.db.row.GroupRow;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Database groups. Table database_group. */
public final class Groups {

    /** Those that are known, deleted ones included. */
    public List<GroupRow> find(Tx tx, Collection<String> names) {
        return tx.query("""
                select name, version, databases, deleted
                  from database_group
                 where name = any(?)
                 order by name
                """).texts(names).list(row -> new GroupRow(row.text(), row.number(), row.texts(), row.flag()));
    }

    /**
     * Stores each row whose version is above the stored one; of a name given twice the higher version. The names that
     * were written.
     */
    public Set<String> save(Tx tx, List<GroupRow> rows) {
        List<GroupRow> newest = Newest.of(rows, GroupRow::name, GroupRow::version);
        return Set.copyOf(tx.query("""
                insert into database_group as stored (name, version, databases, deleted)
                select name, version, databases::text[], deleted
                  from unnest(?, ?, ?, ?) as given (name, version, databases, deleted)
                 order by name
                    on conflict (name) do update
                   set version = excluded.version,
                       databases = excluded.databases,
                       deleted = excluded.deleted,
                       updated_at = clock_timestamp()
                 where excluded.version > stored.version
                returning name
                """).texts(newest, GroupRow::name).longs(newest, GroupRow::version)
                .texts(newest, row -> ArrayText.of(row.databases())).flags(newest, GroupRow::deleted)
                .list(Row::text));
    }

    /** Marks as deleted, keeping the version: a tombstone has none. The names that were not deleted before. */
    public Set<String> delete(Tx tx, Collection<String> names) {
        return Set.copyOf(tx.query("""
                with locked as materialized (
                  select name from database_group where name = any(?) and not deleted order by name for no key update)
                update database_group g
                   set deleted = true, updated_at = clock_timestamp()
                  from locked
                 where g.name = locked.name
                returning g.name
                """).texts(names).list(Row::text));
    }
}
