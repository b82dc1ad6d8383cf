package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.rule.Running;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the statements before the one under review have done. Used by one thread. */
public final class MySqlScript {
    /** Seconds that are no limit to whoever waits behind. */
    private static final long LONG_WAIT = 300;

    private final Optional<MySqlCatalog> catalog;
    private final Set<TableName> created = new HashSet<>();
    /** New name to what it was on the target. */
    private final Map<TableName, Optional<MySqlTable>> renamed = new HashMap<>();
    private final Set<TableName> gone = new HashSet<>();
    private final Map<TableName, Set<String>> changed = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private String schema;
    private boolean transaction;
    private boolean uncommitted;
    private boolean changedRows;
    private boolean defined;
    private boolean mixed;
    private boolean queued;

    public MySqlScript(Optional<MySqlCatalog> catalog, Running running) {
        this.catalog = catalog;
        schema = catalog.map(MySqlCatalog::schema).orElse("");
        transaction = running == Running.ONE_TRANSACTION;
    }

    /** The table that a name means at this point of the script. */
    TableState table(TableName written) {
        var name = written.in(schema);
        boolean ours = created.contains(name);
        Optional<MySqlTable> known = ours || gone.contains(name)
                ? Optional.empty()
                : renamed.containsKey(name) ? renamed.get(name) : catalog.flatMap(found -> found.find(name));
        return new TableState(written, ours, known, catalog.isPresent(), changed.getOrDefault(name, Set.of()));
    }

    /** What the catalog says of a table at this point of the script; empty when nothing is known. */
    public Optional<MySqlTable> known(TableName written) {
        return table(written).known();
    }

    /** Whether the script made a table before. */
    public boolean created(TableName written) {
        return table(written).created();
    }

    /** Its whole name. */
    public TableName whole(TableName written) {
        return written.in(schema);
    }

    /** Whether foreign keys are checked. */
    boolean checksForeignKeys() {
        return !variables.getOrDefault("foreign_key_checks", "1").matches("0|(?i)off|false");
    }

    /** Whether a metadata lock is waited for no longer than others can wait behind it. */
    boolean boundsLocks() {
        String set = variables.getOrDefault("lock_wait_timeout", "");
        return set.matches("[0-9]{1,9}")
                ? Long.parseLong(set) <= LONG_WAIT
                : catalog.map(known -> known.lockWait() <= LONG_WAIT).orElse(false);
    }

    /** Whether rows were changed in a transaction that is open. */
    boolean uncommitted() {
        return uncommitted;
    }

    /** Whether a transaction is open. */
    boolean transaction() {
        return transaction;
    }

    /** Whether a statement before changed rows of a table that the script did not make. */
    boolean changedRows() {
        return changedRows;
    }

    /** Whether a statement before changed what others use. */
    boolean defined() {
        return defined;
    }

    /** Whether both was said already. */
    boolean mixed() {
        return mixed;
    }

    /** Whether a statement before waited for a lock without a limit: it is reported once. */
    boolean queued() {
        return queued;
    }

    /** Goes on to the next statement. */
    public void apply(MySqlStatement statement) {
        var kind = Mixture.of(statement.action(), this);
        queued |= !boundsLocks() && MetadataLockQueue.waits(statement.action(), this);
        mixed |= (kind == Mixture.Kind.DATA && defined) || (kind == Mixture.Kind.DEFINITION && changedRows);
        changedRows |= kind == Mixture.Kind.DATA;
        defined |= kind == Mixture.Kind.DEFINITION;
        uncommitted = transaction && (uncommitted || kind == Mixture.Kind.DATA);
        switch (statement.action()) {
            case Action.AlterTable alter -> {
                alter(alter);
                commit();
            }
            case Action.CreateTable create -> {
                if (!create.ifNotExists() || table(create.table()).known().isEmpty()) {
                    created.add(whole(create.table()));
                }
                if (!create.temporary()) {
                    commit();
                }
            }
            case Action.DropTables drop -> {
                drop.tables().forEach(table -> {
                    created.remove(whole(table));
                    gone.add(whole(table));
                });
                if (!drop.temporary()) {
                    commit();
                }
            }
            case Action.RenameTables rename -> {
                rename.renamings().forEach(one -> renamed(whole(one.from()), whole(one.to())));
                commit();
            }
            case Action.Truncate _,Action.DropSchema _,Action.Definition _ -> commit();
            case Action.SetVariables set -> {
                variables.putAll(set.values());
                String auto = set.values().getOrDefault("autocommit", "");
                transaction = auto.matches("0|(?i)off|false") || (transaction && auto.isEmpty());
            }
            case Action.Transaction(boolean begins, boolean _) -> {
                transaction = begins || variables.getOrDefault("autocommit", "1").matches("0|(?i)off|false");
                uncommitted = false;
            }
            case Action.Use(String name) -> schema = name;
            case Action.Modify _,Action.Lock _,Action.Dynamic _,Action.Other _ -> {
                // changes nothing that is kept here
            }
        }
    }

    /** A definition commits what was open. */
    private void commit() {
        transaction = variables.getOrDefault("autocommit", "1").matches("0|(?i)off|false");
        uncommitted = false;
    }

    private void renamed(TableName from, TableName to) {
        if (created.remove(from)) {
            created.add(to);
        } else {
            renamed.put(to, table(from).known());
            gone.add(from);
        }
        gone.remove(to);
    }

    private void alter(Action.AlterTable alter) {
        var name = whole(alter.table());
        for (Alteration alteration : alter.alterations()) {
            switch (alteration) {
                case Alteration.RenameTo(var _, TableName to) -> renamed(name, whole(to));
                case Alteration.AddColumn added -> changed(name, added.column().name());
                case Alteration.ModifyColumn modified -> {
                    changed(name, modified.old());
                    changed(name, modified.column().name());
                }
                case Alteration.RenameColumn(var _, String from, String to) -> {
                    changed(name, from);
                    changed(name, to);
                }
                default -> {
                    // columns stay as they are
                }
            }
        }
    }

    private void changed(TableName table, String column) {
        changed.computeIfAbsent(table, _ -> new HashSet<>()).add(column.toLowerCase(Locale.ROOT));
    }
}
