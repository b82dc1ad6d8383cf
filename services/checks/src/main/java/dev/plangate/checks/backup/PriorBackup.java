package dev.plangate.checks.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.backup.Verdict.Impossible;
import dev.plangate.checks.backup.Verdict.Possible;
import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.Script;
import dev.plangate.checks.rule.TableUse;
import dev.plangate.checks.rule.Volatility;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.Modifies;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Judges the statements of a sheet whose plan asks for a prior backup: whoever runs it copies the rows that an UPDATE or DELETE
 * touches to a table of the schema {@value #SCHEMA}, right before that statement and in its transaction. A row is found again by
 * its key. What cannot be saved is said; nothing is taken for saved because it was not understood.
 */
public final class PriorBackup {
    /** Where copies go; the target must have it. */
    public static final String SCHEMA = "plangate_backup";

    private static final Set<String> HARMLESS = Set.of("VariableSetStmt", "VariableShowStmt", "TransactionStmt",
            "ExplainStmt", "CommentStmt");
    private static final Set<String> CHANGES = Set.of("UpdateStmt", "DeleteStmt");
    private static final int HASH_SHOWN = 12;

    private final ParsedSheet.Valid sheet;
    private final String sha256;
    private final Catalog catalog;
    private final BiFunction<Statement, List<String>, OptionalLong> rows;

    /**
     * @param sha256 of the sheet
     * @param rows how many a statement touches by the target's planner, under the search path that the script set
     */
    public PriorBackup(ParsedSheet.Valid sheet, String sha256, Catalog catalog,
            BiFunction<Statement, List<String>, OptionalLong> rows) {
        this.sheet = sheet;
        this.sha256 = sha256;
        this.catalog = catalog;
        this.rows = rows;
    }

    /** What the target's catalog has to be asked for, beside what the sheet names. */
    public static Mentioned mentioned(ParsedSheet.Valid sheet, String sha256) {
        var copies = new HashSet<Reference>();
        var functions = new HashSet<String>();
        sheet.statements().stream().filter(statement -> CHANGES.contains(statement.node())).forEach(statement -> {
            copies.add(new Reference(List.of(), copy(statement, sha256)));
            functions.addAll(Volatility.unknown(statement.tree().path("whereClause")));
        });
        return new Mentioned(copies, Set.of(SCHEMA), functions);
    }

    /** The same name whenever the same sheet is checked: a second run of the sheet must not overwrite the first copy. */
    private static RelationName copy(Statement statement, String sha256) {
        return new RelationName(SCHEMA, Identifiers.derived("s" + sha256.substring(0, HASH_SHOWN),
                Integer.toString(statement.index() + 1), Ast.relation(statement.tree().path("relation")).name()));
    }

    /** One verdict for each statement that changes or loses rows, or that stands in the way of saving them, in order. */
    public List<Verdict> verdicts() {
        var found = new ArrayList<Verdict>();
        var script = new Script(Optional.of(catalog), Running.STATEMENT_BY_STATEMENT);
        boolean changes = sheet.statements().stream().anyMatch(statement -> CHANGES.contains(statement.node()));
        for (Statement statement : sheet.statements()) {
            of(statement, script, changes).ifPresent(found::add);
            script.apply(statement);
        }
        return found;
    }

    private Optional<Verdict> of(Statement statement, Script script, boolean changes) {
        if (CHANGES.contains(statement.node())) {
            return Optional.of(changed(statement, script));
        }
        return switch (statement.node()) {
            case "InsertStmt" -> inserted(statement);
            case "SelectStmt" -> Modifies.rows(statement) ? Optional.of(inWith(statement)) : Optional.empty();
            case "MergeStmt" -> Optional.of(new Impossible(statement, "MERGE changes rows by conditions of its own.",
                    "Write it as UPDATE and INSERT."));
            case "TruncateStmt" ->
                Optional.of(
                        new Impossible(statement, "TRUNCATE loses rows without naming them.", "Write it as DELETE."));
            case "CopyStmt" -> Optional.empty();
            case "DoStmt", "CallStmt", "ExecuteStmt" -> Optional.of(new Impossible(statement,
                    statement.type() + " may change rows that nobody can see in the sheet.",
                    "Write its statements out."));
            default -> changes && !HARMLESS.contains(statement.node())
                    ? Optional.of(new Impossible(statement,
                            statement.type()
                                    + " stands in one sheet with UPDATE or DELETE: a copy would not fit the table any more.",
                            "Put it into a sheet of its own."))
                    : Optional.empty();
        };
    }

    /** New rows are not there before; but a conflict changes old ones. */
    private static Optional<Verdict> inserted(Statement statement) {
        if (Modifies.inWith(statement)) {
            return Optional.of(inWith(statement));
        }
        return statement.tree().path("onConflictClause").path("action").asText().equals("ONCONFLICT_UPDATE")
                ? Optional.of(new Impossible(statement,
                        "ON CONFLICT DO UPDATE changes rows that are known only when it runs.",
                        "Write it as UPDATE and INSERT."))
                : Optional.empty();
    }

    private static Verdict inWith(Statement statement) {
        return new Impossible(statement, "It changes rows inside WITH, of more than one table perhaps.",
                "Write each change as a statement of its own.");
    }

    private Verdict changed(Statement statement, Script script) {
        var tree = statement.tree();
        if (Modifies.inWith(statement)) {
            return inWith(statement);
        }
        if (!tree.path("fromClause").isEmpty() || !tree.path("usingClause").isEmpty()) {
            return new Impossible(statement, "It joins other tables: which rows it touches depends on them.",
                    "Name the rows by a subquery in WHERE.");
        }
        if (tree.path("whereClause").has("CurrentOfExpr")) {
            return new Impossible(statement, "Its row is the one of a cursor.", "Name the row by its key.");
        }
        if (Volatility.of(tree.path("whereClause"), Optional.of(catalog)) != Volatility.Verdict.STEADY) {
            return new Impossible(statement,
                    "Its condition calls a function that may give another answer each time: the copy would be of other rows.",
                    "Name the rows by a condition that does not change.");
        }
        var table = script.table(tree.path("relation"));
        return problem(statement, table).<Verdict>map(Impossible.class::cast)
                .orElseGet(() -> possible(statement, table, script));
    }

    private Optional<Impossible> problem(Statement statement, TableUse table) {
        if (table.created()) {
            return Optional.of(new Impossible(statement, table.written() + " is made by the sheet itself.",
                    "Leave the backup out, or put the change into a sheet of its own."));
        }
        if (table.known().isEmpty()) {
            return Optional.of(new Impossible(statement, "The target has no table " + table.written() + ".",
                    "Correct the name."));
        }
        Table known = table.known().get();
        if (known.kind() != 'r' && known.kind() != 'p') {
            return Optional.of(new Impossible(statement, table.name() + " is no table, so its rows are somewhere else.",
                    "Change the tables below it."));
        }
        var keys = keys(known);
        if (keys.isEmpty()) {
            return Optional.of(new Impossible(statement,
                    table.name()
                            + " has no primary key and no unique constraint over columns that are never null: a saved row could not be found again.",
                    "Add a key first."));
        }
        var written = assigned(statement);
        if (keys.stream().noneMatch(key -> key.stream().noneMatch(written::contains))) {
            return Optional.of(new Impossible(statement, "It changes the key of " + table.name()
                    + ": a saved row could not be found again.", "Leave the key as it is."));
        }
        if (!catalog.schemas().containsKey(SCHEMA)) {
            return Optional.of(new Impossible(statement, "The target has no schema " + SCHEMA + " for the copy.",
                    "Run CREATE SCHEMA " + SCHEMA + " there."));
        }
        RelationName copy = copy(statement, sha256);
        return catalog.find(new Reference(List.of(), copy)).isPresent()
                ? Optional.of(new Impossible(statement, copy + " is there already: the sheet was run before.",
                        "Drop that copy when it is not needed any more."))
                : Optional.empty();
    }

    private Verdict possible(Statement statement, TableUse table, Script script) {
        Table known = table.known().orElseThrow();
        OptionalLong touched = rows.apply(statement, script.session().path());
        long all = known.rows().orElse(0);
        OptionalLong bytes = touched.isPresent() && all > 0 && known.bytes() > 0
                ? OptionalLong.of(Math.round((double) known.bytes() / all * touched.getAsLong()))
                : OptionalLong.empty();
        return new Possible(statement, table.name(), copy(statement, sha256), touched, bytes);
    }

    private static List<List<String>> keys(Table table) {
        return table.constraints().stream()
                .filter(constraint -> constraint.kind() == 'p' || (constraint.kind() == 'u' && constraint.columns()
                        .stream().allMatch(column -> table.column(column).map(c -> c.notNull()).orElse(false))))
                .map(constraint -> constraint.columns()).toList();
    }

    private static Set<String> assigned(Statement statement) {
        var columns = new HashSet<String>();
        for (JsonNode item : statement.tree().path("targetList")) {
            columns.add(item.path("ResTarget").path("name").asText());
        }
        return columns;
    }
}
