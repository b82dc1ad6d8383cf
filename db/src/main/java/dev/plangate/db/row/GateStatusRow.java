package dev.plangate.db.row;

import dev.plangate.v1.GateStatus;

/**
 * The newest status of a plan's gate. Table gate_status.
 *
 * @param position offset of its record in the plan's partition of plangate.gate-status
 */
public record GateStatusRow(long position, GateStatus status) {

    public GateStatusRow {
        Require.atLeast("position", position, 0);
        Require.text("plan", status.getPlan());
    }
}
