package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what a script names, so that no more is read of a target's catalog. Pure. */
public final class Mentions {
    private static final Set<String> RELATIONS = Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW",
            "OBJECT_FOREIGN_TABLE", "OBJECT_INDEX");

    private Mentions() {}

    /** What all statements together name. */
    public static Mentioned of(List<Statement> statements) {
        var relations = new HashSet<Reference>();
        var schemas = new HashSet<String>();
        var functions = new HashSet<String>();
        var session = Session.START;
        for (Statement statement : withInner(statements)) {
            var tree = statement.tree();
            for (RelationName name : Ast.relations(tree)) {
                relations.add(new Reference(session.path(), name));
            }
            if (statement.node().equals("DropStmt")) {
                String kind = tree.path("removeType").asText();
                for (List<String> parts : Ast.dropped(tree)) {
                    if (kind.equals("OBJECT_SCHEMA")) {
                        schemas.add(parts.getLast());
                    } else if (RELATIONS.contains(kind)) {
                        relations.add(new Reference(session.path(), Ast.relation(parts)));
                    }
                }
            }
            if (statement.node().equals("AlterTableStmt")) {
                AlterCommand.of(tree).forEach(command -> command.columnConstraints()
                        .forEach(constraint -> functions.addAll(Volatility.unknown(constraint))));
            }
            session = session.after(statement);
        }
        return new Mentioned(relations, schemas, functions);
    }

    /** Those of DO blocks behind their block. */
    private static List<Statement> withInner(List<Statement> statements) {
        var all = new ArrayList<Statement>();
        for (Statement statement : statements) {
            all.add(statement);
            statement.body().ifPresent(body -> all.addAll(withInner(body.statements())));
        }
        return all;
    }
}
