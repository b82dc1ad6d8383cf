package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Body;
import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the statements before the one under review have done to the target. Used by one thread. */
public final class Script {
    private static final String TEMPORARY = "pg_temp";

    private final Optional<Catalog> catalog;
    private final Set<RelationName> created = new HashSet<>();
    /** New name to what it was called on the target. */
    private final Map<RelationName, Optional<Table>> renamed = new HashMap<>();
    private final Map<RelationName, Set<String>> changedColumns = new HashMap<>();
    private final Set<String> createdSchemas = new HashSet<>();
    private final NotNullProofs proofs = new NotNullProofs();
    private final OwnIndexes indexes = new OwnIndexes();
    private Session session;
    private Optional<Transaction> transaction;
    private boolean unprotectedLock;
    private boolean unboundedLock;

    /** @param catalog of the target; empty = not at hand */
    public Script(Optional<Catalog> catalog, Running running) {
        this.catalog = catalog;
        session = Session.start(running);
        transaction = session.transaction() ? Optional.of(new Transaction(true)) : Optional.empty();
    }

    /** What the open transaction did; empty = none is open. */
    public Optional<Transaction> transaction() {
        return transaction;
    }

    /** What is set. */
    public Session session() {
        return session;
    }

    /** What constraints of the script itself prove. */
    NotNullProofs proofs() {
        return proofs;
    }

    /** Whether a strong lock was taken before while no lock timeout was set: it is reported once. */
    boolean unprotectedLock() {
        return unprotectedLock;
    }

    /** The same while no statement timeout was set. */
    boolean unboundedLock() {
        return unboundedLock;
    }

    /** The index of a name, if the script made it. */
    Optional<OwnIndexes.Index> index(RelationName written) {
        return indexes.find(table(written).name());
    }

    /** The table that a RangeVar names. */
    public TableUse table(JsonNode rangeVar) {
        return table(Ast.relation(rangeVar));
    }

    /** The table that a name means at this point of the script. */
    public TableUse table(RelationName written) {
        var onTarget = catalog.flatMap(known -> known.find(new Reference(session.path(), written)));
        var name = qualified(written, onTarget);
        var known = renamed.getOrDefault(name, onTarget);
        return new TableUse(written, name, created.contains(name), known, catalog.isPresent(),
                Set.copyOf(changedColumns.getOrDefault(name, Set.of())));
    }

    private RelationName qualified(RelationName written, Optional<Table> onTarget) {
        if (!written.schema().isEmpty()) {
            return written;
        }
        var temporary = new RelationName(TEMPORARY, written.name());
        if (created.contains(temporary)) {
            return temporary;
        }
        var inDefault = new RelationName(defaultSchema(), written.name());
        return created.contains(inDefault) || renamed.containsKey(inDefault)
                ? inDefault
                : onTarget.map(Table::name).orElse(inDefault);
    }

    private String defaultSchema() {
        if (session.path().isEmpty()) {
            return catalog.map(Catalog::schema).orElse("public");
        }
        return session.path().stream().filter(schema -> !schema.equals("$user")).findFirst().orElse("public");
    }

    /**
     * Runs a statement: first a look at it, then what it does. The statements in a DO block run behind the block itself, in the open transaction or in one of
     * their own.
     */
    public void run(Statement statement, Consumer<Statement> look) {
        look.accept(statement);
        var inside = statement.body().map(Body::statements).orElse(List.of());
        if (!inside.isEmpty()) {
            boolean own = !session.transaction();
            if (own) {
                session = session.begun();
                transaction = Optional.of(new Transaction(true));
            }
            inside.forEach(one -> run(one, look));
            if (own) {
                session = session.committed();
                transaction = Optional.empty();
            }
        }
        apply(statement);
    }

    /** The strong locks that a statement takes on what the script has not made. */
    List<StrongLocks.Lock> locks(Statement statement) {
        return StrongLocks.of(statement).stream().filter(lock -> !table(lock.relation()).created()).toList();
    }

    /** Goes on to the next statement. */
    public void apply(Statement statement) {
        var tree = statement.tree();
        var locks = locks(statement).stream()
                .map(lock -> new Transaction.Held(statement, table(lock.relation()).name(), lock.mode(),
                        lock.table()))
                .toList();
        unprotectedLock |= !session.locksTimeOut() && !locks.isEmpty();
        unboundedLock |= !session.statementsTimeOut() && !locks.isEmpty();
        transaction.ifPresent(open -> open.ran(statement, locks));
        switch (statement.node()) {
            case "CreateStmt" -> createTable(tree);
            case "CreateSeqStmt" -> create(tree.path("sequence"), tree.path("if_not_exists").asBoolean());
            case "IndexStmt" -> createIndex(tree);
            case "CreateForeignTableStmt" -> create(tree.path("base").path("relation"), false);
            case "CreateTableAsStmt" -> create(tree.path("into").path("rel"), tree.path("if_not_exists").asBoolean());
            case "ViewStmt" -> create(tree.path("view"), false);
            case "SelectStmt" -> {
                if (tree.has("intoClause")) {
                    create(tree.path("intoClause").path("rel"), false);
                }
            }
            case "CreateSchemaStmt" -> createSchema(tree);
            case "RenameStmt" -> rename(tree);
            case "AlterTableStmt" -> alter(tree);
            default -> {
                // leaves tables as they are
            }
        }
        session = session.after(statement);
        if (session.transaction() != transaction.isPresent()
                || (session.transaction() && TransactionEnds.by(statement))) {
            transaction = session.transaction() ? Optional.of(new Transaction(false)) : Optional.empty();
        }
        unprotectedLock &= !session.locksTimeOut();
        unboundedLock &= !session.statementsTimeOut();
    }

    /** A table, and the sequences that come with its columns. */
    private void createTable(JsonNode tree) {
        boolean unlessExists = tree.path("if_not_exists").asBoolean();
        create(tree.path("relation"), unlessExists);
        var table = table(tree.path("relation"));
        if (table.created()) {
            tree.path("tableElts")
                    .forEach(item -> created.add(new RelationName(table.name().schema(), Identifiers
                            .derived(table.name().name(), item.path("ColumnDef").path("colname").asText(), "seq"))));
        }
    }

    private void createIndex(JsonNode tree) {
        var table = table(tree.path("relation"));
        indexes.add(table.name(), tree);
        if (table.created() && tree.has("idxname")) {
            created.add(new RelationName(table.name().schema(), tree.path("idxname").asText()));
        }
    }

    private void createSchema(JsonNode tree) {
        String name = tree.path("schemaname").asText(tree.path("authrole").path("rolename").asText());
        if (!tree.path("if_not_exists").asBoolean()) {
            createdSchemas.add(name);
        }
        for (JsonNode element : tree.path("schemaElts")) {
            if (element.has("CreateStmt")) {
                created.add(
                        new RelationName(name, element.path("CreateStmt").path("relation").path("relname").asText()));
            }
        }
    }

    /** Whether an earlier statement made a schema, so that only the script has put something there. */
    boolean createdSchema(String name) {
        return createdSchemas.contains(name);
    }

    private void create(JsonNode rangeVar, boolean unlessExists) {
        var written = Ast.relation(rangeVar);
        boolean temporary = "t".equals(rangeVar.path("relpersistence").asText());
        if (unlessExists && !temporary && table(written).known().isPresent()) {
            return;
        }
        var schema = temporary ? TEMPORARY : written.schema().isEmpty() ? defaultSchema() : written.schema();
        created.add(new RelationName(schema, written.name()));
    }

    private void rename(JsonNode tree) {
        if (!tree.has("relation")) {
            return;
        }
        var table = table(tree.path("relation"));
        String name = tree.path("newname").asText();
        switch (tree.path("renameType").asText()) {
            case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW" -> {
                var now = new RelationName(table.name().schema(), name);
                if (created.remove(table.name())) {
                    created.add(now);
                } else {
                    created.remove(now);
                    renamed.put(now, table.known());
                    renamed.put(table.name(), Optional.empty());
                }
                changedColumns.put(now, new HashSet<>(table.changed()));
            }
            case "OBJECT_COLUMN" -> {
                changed(table, tree.path("subname").asText());
                changed(table, name);
            }
            default -> {
                // constraints and the like
            }
        }
    }

    private void alter(JsonNode tree) {
        var table = table(tree.path("relation"));
        for (var command : AlterCommand.of(tree)) {
            switch (command.kind()) {
                case "AT_AddColumn" -> changed(table, command.definition().path("colname").asText());
                case "AT_AlterColumnType", "AT_DropColumn", "AT_SetNotNull", "AT_DropNotNull" ->
                    changed(table, command.name());
                case "AT_AddConstraint" -> proofs.added(table.name(), command.definition());
                case "AT_ValidateConstraint" -> proofs.validated(table.name(), command.name());
                case "AT_DropConstraint" -> proofs.dropped(table.name(), command.name());
                default -> {
                    // does not change what rules ask for
                }
            }
        }
    }

    private void changed(TableUse table, String column) {
        changedColumns.computeIfAbsent(table.name(), _ -> new HashSet<>()).add(column);
    }
}
