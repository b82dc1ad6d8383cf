package dev.plangate.checks.trace;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.rule.Mentions;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a target's schema a script touches. Rather too much than too little: what is cloned in vain costs a moment. Pure. */
public final class WantedObjects {
    /** Whose code may touch anything. */
    private static final Set<String> OPAQUE = Set.of("DoStmt", "CallStmt");
    /** Changes of types: what uses them is touched. */
    private static final Set<String> OF_TYPES = Set.of("AlterEnumStmt", "AlterDomainStmt", "AlterTypeStmt");
    private static final Set<String> TYPES = Set.of("OBJECT_TYPE", "OBJECT_DOMAIN", "OBJECT_DOMCONSTRAINT",
            "OBJECT_ATTRIBUTE");

    /** Fields of the syntax tree that hold names. */
    private static final List<String> NAMES = List.of("sval", "relname", "schemaname", "newschema");

    private WantedObjects() {}

    /**
     * Of a script.
     *
     * @param catalog of the target, read for what the script names
     */
    public static Wanted of(List<Statement> statements, Catalog catalog) {
        var names = new HashSet<String>();
        var altered = new HashSet<String>();
        var roles = new HashSet<String>();
        boolean everything = false;
        for (Statement statement : statements) {
            var named = words(statement);
            names.addAll(named);
            if (changesTypes(statement)) {
                altered.addAll(named);
            }
            Ast.walk(statement.tree(), (_, node) -> {
                if (node.path("rolename").isTextual()) {
                    roles.add(node.path("rolename").asText());
                }
            });
            everything |= OPAQUE.contains(statement.node());
        }
        var relations = catalog.relations().values().stream().map(Table::name).collect(Collectors.toSet());
        return new Wanted(relations, names, altered, names, Mentions.of(statements).schemas(), roles,
                everything);
    }

    private static boolean changesTypes(Statement statement) {
        var tree = statement.tree();
        return OF_TYPES.contains(statement.node()) || TYPES.contains(tree.path("removeType").asText())
                || TYPES.contains(tree.path("renameType").asText())
                || (statement.node().equals("AlterTableStmt") && TYPES.contains(tree.path("objtype").asText()));
    }

    /** Every word that may be the name of something: parts of the names of schemas, types, functions, columns. */
    private static Set<String> words(Statement statement) {
        var words = new HashSet<String>();
        Ast.walk(statement.tree(), (_, node) -> {
            for (String field : NAMES) {
                if (node.path(field).isTextual()) {
                    words.add(node.path(field).asText());
                }
            }
        });
        return words;
    }
}
