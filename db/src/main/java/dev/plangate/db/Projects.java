package dev.plangate.db;

import dev.plangate.db.row.ProjectRow;
import dev.plangate.v1.ProjectSettings;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Projects. Table project. */
public final class Projects {

    /**
     * Those that are known with their settings; a project brought over from the old layout is not, until upstream
     * publishes it.
     */
    public List<ProjectRow> find(Tx tx, Collection<String> names) {
        return tx.query("""
                select name, version, settings, archived
                  from project
                 where name = any(?)
                   and settings is not null
                 order by name
                """).texts(names).list(row -> new ProjectRow(row.text(), row.number(),
                row.message(ProjectSettings.parser()), row.flag()));
    }

    /**
     * Stores each row whose version is above the stored one; of a name given twice the higher version. The names that
     * were written.
     */
    public Set<String> save(Tx tx, List<ProjectRow> rows) {
        List<ProjectRow> newest = Newest.of(rows, ProjectRow::name, ProjectRow::version);
        return Set.copyOf(tx.query("""
                insert into project as stored (name, version, settings, archived, updated_at)
                select name, version, settings, archived, clock_timestamp()
                  from unnest(?, ?, ?, ?) as given (name, version, settings, archived)
                 order by name
                    on conflict (name) do update
                   set version = excluded.version,
                       settings = excluded.settings,
                       archived = excluded.archived,
                       updated_at = excluded.updated_at
                 where excluded.version > stored.version
                returning name
                """).texts(newest, ProjectRow::name).longs(newest, ProjectRow::version)
                .bytes(newest, row -> row.settings().toByteArray()).flags(newest, ProjectRow::archived)
                .list(Row::text));
    }

    /** Archives, keeping the version: a tombstone has none. The names that were not archived before. */
    public Set<String> archive(Tx tx, Collection<String> names) {
        return Set.copyOf(tx.query("""
                with locked as materialized (
                  select name from project where name = any(?) and not archived order by name for no key update)
                update project p
                   set archived = true, updated_at = clock_timestamp()
                  from locked
                 where p.name = locked.name
                returning p.name
                """).texts(names).list(Row::text));
    }
}
