package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import java.util.Locale;
import java.util.Set;

/** The lock that a command of ALTER TABLE (and of ALTER VIEW, INDEX and the like) takes on its table: AlterTableGetLockLevel() of the server. */
final class AlterLocks {
    /** SHARE UPDATE EXCLUSIVE whatever they say. */
    private static final Set<String> WEAK = Set.of("AT_ValidateConstraint", "AT_SetStatistics", "AT_ClusterOn",
            "AT_DropCluster", "AT_SetOptions", "AT_ResetOptions", "AT_AttachPartition", "AT_DetachPartitionFinalize");
    private static final Set<String> STORAGE = Set.of("AT_SetRelOptions", "AT_ResetRelOptions");
    /** Storage parameters that readers depend on; all others take SHARE UPDATE EXCLUSIVE. */
    private static final Set<String> STRONG_STORAGE = Set.of("user_catalog_table", "security_barrier",
            "security_invoker", "check_option", "fastupdate", "buffering", "deduplicate_items");
    private static final Set<String> TRIGGERS = Set.of("AT_EnableTrig", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig",
            "AT_DisableTrig", "AT_EnableTrigAll", "AT_DisableTrigAll", "AT_EnableTrigUser", "AT_DisableTrigUser");

    private AlterLocks() {}

    static LockMode of(AlterCommand command) {
        if (WEAK.contains(command.kind()) || (command.kind().equals("AT_DetachPartition")
                && command.partition().path("concurrent").asBoolean())) {
            return LockMode.SHARE_UPDATE_EXCLUSIVE;
        }
        if (STORAGE.contains(command.kind())) {
            return storage(command.argument());
        }
        return TRIGGERS.contains(command.kind()) || command.constraint().equals("CONSTR_FOREIGN")
                ? LockMode.SHARE_ROW_EXCLUSIVE
                : LockMode.ACCESS_EXCLUSIVE;
    }

    private static LockMode storage(JsonNode options) {
        return Ast.all(options, "DefElem").stream()
                .map(option -> option.path("defname").asText().toLowerCase(Locale.ROOT))
                .anyMatch(STRONG_STORAGE::contains) ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE;
    }

    static boolean isTrigger(AlterCommand command) {
        return TRIGGERS.contains(command.kind());
    }
}
