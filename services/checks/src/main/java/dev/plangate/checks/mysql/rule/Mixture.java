package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;

/** What a statement contributes to a script that mixes changes of rows with changes of definitions. Tables that the script makes do not count. */
final class Mixture {
    /** One of the two, or none. */
    enum Kind {
        DATA, DEFINITION, NEITHER
    }

    private Mixture() {}

    static Kind of(Action action, MySqlScript script) {
        return switch (action) {
            case Action.Modify modify -> modify.targets().stream().allMatch(script::created)
                    ? Kind.NEITHER
                    : Kind.DATA;
            case Action.AlterTable alter -> definition(!script.created(alter.table()));
            case Action.DropTables drop ->
                definition(!drop.temporary() && !drop.tables().stream().allMatch(script::created));
            case Action.Truncate truncate -> definition(!script.created(truncate.table()));
            case Action.CreateTable create -> definition(!create.temporary());
            case Action.RenameTables _,Action.DropSchema _ -> Kind.DEFINITION;
            case Action.Definition _,Action.SetVariables _,Action.Transaction _,Action.Use _,Action.Lock _,Action.Dynamic _,Action.Other _ ->
                Kind.NEITHER;
        };
    }

    private static Kind definition(boolean is) {
        return is ? Kind.DEFINITION : Kind.NEITHER;
    }
}
