package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.catalog.ServerVersion;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.rule.Sizes;
import dev.plangate.checks.sql.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rule may look at: the statement, what the script did before it, and the target's catalog when it is at hand.
 *
 * @param asked what the server said of ALTER TABLEs on an empty copy, by the statement's index
 */
record MySqlReview(MySqlSheet.Valid sheet, MySqlStatement statement, MySqlScript script,
        Optional<MySqlCatalog> catalog, Sizes sizes, Map<Integer, Effect> asked) {
    /** A part of an ALTER TABLE with what the server does for it. */
    record Step(Alteration alteration, Effect effect) {}

    /** The server, as far as it is known. */
    ServerVersion version() {
        return catalog.map(MySqlCatalog::version).orElse(ServerVersion.unknown(sheet.dialect()));
    }

    /** ALTER TABLE, CREATE INDEX or DROP INDEX of a table that others use. */
    Optional<Action.AlterTable> alter() {
        return statement.action() instanceof Action.AlterTable alter && !script.created(alter.table())
                ? Optional.of(alter)
                : Optional.empty();
    }

    /** Its parts of a kind. */
    <T extends Alteration> Stream<T> alterations(Class<T> kind) {
        return alter().stream().flatMap(alter -> alter.alterations().stream()).filter(kind::isInstance)
                .map(kind::cast);
    }

    /** The table that it changes. */
    TableState table() {
        return script.table(alter().orElseThrow().table());
    }

    /** What the manuals say of the table at this point. */
    OnlineDdl ddl() {
        return new OnlineDdl(version(), table().current(), script.checksForeignKeys());
    }

    /** Its parts with what the server does: by its own word where it was asked, else by the manuals. */
    List<Step> steps() {
        var alter = alter();
        if (alter.isEmpty() || refusesToBlock(alter.get())) {
            return List.of();
        }
        var ddl = ddl();
        var said = Optional.ofNullable(asked.get(statement.index()));
        return alter.get().alterations().stream().map(one -> {
            var effect = ddl.of(one, alter.get().alterations());
            return new Step(one, said.map(answer -> answer.copies() || !effect.copies() ? effect : answer)
                    .orElse(effect));
        }).toList();
    }

    /** All of it together. */
    Effect effect() {
        var alter = alter().orElseThrow();
        var said = Optional.ofNullable(asked.get(statement.index()));
        var whole = said.orElse(steps().stream().map(Step::effect).reduce(Effect.INSTANT, Effect::and));
        whole = alter.algorithm().equals("COPY") ? whole.and(Effect.COPY) : whole;
        return switch (alter.lock()) {
            case "SHARED" -> whole.and(new Effect(Effect.Algorithm.INSTANT, Effect.Lock.SHARED));
            case "EXCLUSIVE" -> whole.and(new Effect(Effect.Algorithm.INSTANT, Effect.Lock.EXCLUSIVE));
            default -> whole;
        };
    }

    /** Whether it names an algorithm or a lock with which the server does it without blocking or not at all. */
    static boolean refusesToBlock(Action.AlterTable alter) {
        return alter.lock().equals("NONE") || alter.algorithm().equals("INSTANT")
                || ((alter.algorithm().equals("INPLACE") || alter.algorithm().equals("NOCOPY"))
                        && !alter.lock().matches("SHARED|EXCLUSIVE") && alter.alterations().stream()
                                .noneMatch(one -> one instanceof Alteration.AddKey added && !added.key().ordered()));
    }

    /** How it is known, for messages. */
    String source() {
        return asked.containsKey(statement.index()) ? " The server said so of an empty copy of the table." : "";
    }

    Finding finding(RuleInfo rule, Severity severity, Range range, String message, String rewrite) {
        return new Finding(rule, severity, range, message, rewrite);
    }

    Finding finding(RuleInfo rule, Severity severity, String message, String rewrite) {
        return new Finding(rule, severity, statement.range(), message, rewrite);
    }

    /** The text of a part of the sheet. */
    String text(Range range) {
        return sheet.source().text(range);
    }
}
