package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a rule may look at: the statement, what the script did before it, and the target's catalog when it is at hand.
 *
 * @param sheet all statements: {@code statement} is one of them
 * @param sizes how findings weigh on tables of known and unknown size
 * @param ahead what the sheet does to its tables anywhere
 * @param planned rows that the target's planner expects the statement to change; empty = it was not asked, or could not say
 */
public record Review(ParsedSheet.Valid sheet, Statement statement, Script script, Optional<Catalog> catalog,
        Sizes sizes, Ahead ahead, OptionalLong planned) {
    /** The sheet's text. */
    SourceText source() {
        return sheet.source();
    }

    /** The statement's text with other words in place of a part of it. */
    String replaced(Range part, String words) {
        var whole = statement.range();
        return source().text(new Range(whole.from(), part.from())) + words
                + source().text(new Range(part.to(), whole.to()));
    }

    /** Whether no statement follows. */
    boolean last() {
        return statement.index() == sheet.statements().size() - 1;
    }

    /** The commands of an ALTER TABLE that do something on this target; none when the statement is something else. */
    List<AlterCommand> alterations() {
        boolean table = statement.node().equals("AlterTableStmt")
                && statement.tree().path("objtype").asText().equals("OBJECT_TABLE");
        if (!table || isMissing()) {
            return List.of();
        }
        return AlterCommand.of(statement.tree()).stream().filter(command -> !isThere(command)).toList();
    }

    /** The same of a table that others may use: none of one that the script has made. */
    Stream<AlterCommand> alterationsInUse() {
        var commands = alterations();
        return commands.isEmpty() || table().created() ? Stream.empty() : commands.stream();
    }

    /** The first of the strong locks that the statement takes on what others may use. */
    Optional<StrongLocks.Lock> strongLock() {
        return script.locks(statement).stream().findFirst();
    }

    /** ALTER TABLE IF EXISTS of a table that does not. */
    private boolean isMissing() {
        return statement.tree().path("missing_ok").asBoolean() && table().catalog() && !table().created()
                && table().known().isEmpty();
    }

    /** ADD COLUMN IF NOT EXISTS of a column that does. */
    private boolean isThere(AlterCommand command) {
        return command.kind().equals("AT_AddColumn") && command.missingOk()
                && table().column(command.definition().path("colname").asText()).isPresent();
    }

    /** SQL with a word on where it must run, when a transaction is open. */
    String outside(String sql) {
        return script.transaction().map(open -> open.ofRunner()
                ? "-- in a script of its own that is not run in a transaction:\n"
                : "-- behind COMMIT, outside of a transaction:\n").orElse("") + sql;
    }

    /** The table that the statement is about. */
    TableUse table() {
        return script.table(statement.tree().path("relation"));
    }

    /** The text of a command of an ALTER TABLE; empty when it is not known where it stands. */
    String text(AlterCommand command) {
        return command.index() < statement.commands().size()
                ? source().text(statement.commands().get(command.index()))
                : "";
    }

    /** Whether the target's server is at least of a major version; unknown is taken for new. */
    boolean serverIsAtLeast(int major) {
        return catalog.map(known -> known.serverVersion() >= major * 10_000).orElse(true);
    }

    Finding finding(RuleInfo rule, Severity severity, Range range, String message, String rewrite) {
        return new Finding(rule, severity, range, message, rewrite);
    }

    Finding finding(RuleInfo rule, Severity severity, String message, String rewrite) {
        return new Finding(rule, severity, statement.range(), message, rewrite);
    }

    Finding finding(RuleInfo rule, Severity severity, AlterCommand command, String message, String rewrite) {
        return new Finding(rule, severity, statement.command(command.index()), message, rewrite);
    }
}
