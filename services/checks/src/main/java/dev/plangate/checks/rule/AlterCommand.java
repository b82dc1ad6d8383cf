package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of an ALTER TABLE.
 *
 * @param index from 0
 * @param kind "AT_AddColumn"
 * @param name of the column or constraint, where the command names one
 * @param definition of the column or constraint that it adds; missing otherwise
 * @param argument whatever follows, as the grammar has it; missing when nothing does
 * @param missingOk whether it does nothing when what it drops is missing, or when the column that it adds is there
 */
record AlterCommand(int index, String kind, String name, JsonNode definition, JsonNode argument, boolean missingOk) {
    static List<AlterCommand> of(JsonNode alterTable) {
        var found = new ArrayList<AlterCommand>();
        for (JsonNode item : alterTable.path("cmds")) {
            var command = item.path("AlterTableCmd");
            var def = command.path("def");
            var definition = def.has("ColumnDef") ? def.path("ColumnDef") : def.path("Constraint");
            found.add(new AlterCommand(found.size(), command.path("subtype").asText(), command.path("name").asText(""),
                    definition, def, command.path("missing_ok").asBoolean()));
        }
        return found;
    }

    /** What kind of constraint it adds: "CONSTR_CHECK"; empty when none. */
    String constraint() {
        return kind.equals("AT_AddConstraint") ? definition.path("contype").asText() : "";
    }

    /** Whether it adds a constraint that existing rows are not checked for. */
    boolean notValid() {
        return definition.path("skip_validation").asBoolean();
    }

    /** Whether a constraint of the column that it adds is enforced: NOT ENFORCED stands behind it, as a constraint of its own. */
    boolean enforces(JsonNode constraint) {
        var all = columnConstraints();
        int next = all.indexOf(constraint) + 1;
        while (next < all.size() && all.get(next).path("contype").asText().startsWith("CONSTR_ATTR_")) {
            if (all.get(next).path("contype").asText().equals("CONSTR_ATTR_NOT_ENFORCED")) {
                return false;
            }
            next++;
        }
        return !constraint.path("skip_validation").asBoolean();
    }

    /** The partition that it attaches or detaches; missing when it does neither. */
    JsonNode partition() {
        return argument.path("PartitionCmd");
    }

    /** Constraints that stand in the definition of the column that it adds. */
    List<JsonNode> columnConstraints() {
        var found = new ArrayList<JsonNode>();
        if (kind.equals("AT_AddColumn")) {
            definition.path("constraints").forEach(item -> found.add(item.path("Constraint")));
        }
        return found;
    }
}
