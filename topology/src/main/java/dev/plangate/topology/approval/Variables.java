package dev.plangate.topology.approval;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.PartialVars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The names that conditions use. */
final class Variables {
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    /** Name and type. */
    static final Map<String, CelType> TYPES = Map.of("project", SimpleType.STRING, "statement_types", TEXTS,
            "affected_rows", SimpleType.INT, "environments", TEXTS, "engines", TEXTS, "changed_tables", TEXTS,
            "targets_checked", SimpleType.INT, "targets_derived", SimpleType.INT);

    private final Map<String, Object> known = new HashMap<>();
    private final List<CelAttributePattern> unknown = new ArrayList<>();

    private Variables() {}

    /** None of them is known, the project neither. */
    static PartialVars unknown() {
        return PartialVars.of(TYPES.keySet().stream().map(CelAttributePattern::create).toList());
    }

    static PartialVars of(Facts facts) {
        var variables = new Variables();
        variables.known.put("project", facts.project());
        variables.put("statement_types", facts.statementTypes());
        variables.put("affected_rows", facts.affectedRows());
        variables.put("environments", facts.environments());
        variables.put("engines", facts.engines());
        variables.put("changed_tables", facts.changedTables());
        variables.put("targets_checked", facts.targetsChecked());
        variables.put("targets_derived", facts.targetsDerived());
        return PartialVars.of(variables.known, variables.unknown.toArray(CelAttributePattern[]::new));
    }

    private void put(String name, Optional<List<String>> list) {
        list.ifPresentOrElse(value -> known.put(name, value), () -> unknown.add(CelAttributePattern.create(name)));
    }

    private void put(String name, OptionalLong number) {
        number.ifPresentOrElse(value -> known.put(name, value), () -> unknown.add(CelAttributePattern.create(name)));
    }
}
