package dev.plangate.topology.domain;

import dev.plangate.contract.Sha256;
import dev.plangate.v1.Approval;
import java.util.List;
import java.util.Locale;

/**
 * Who decided, in a few bytes each. Names that differ in case or in blanks around them are one person. Two persons who share a
 * number would only be kept from approving for each other, never let through.
 */
final class Approvers {
    private Approvers() {}

    /** None unless everybody is named: who is not may be the author. */
    static List<Long> of(Approval approval) {
        return approval.getApproversList().stream().anyMatch(String::isBlank)
                ? List.of()
                : approval.getApproversList().stream().map(Approvers::number).distinct().sorted().toList();
    }

    /** The first 8 bytes of the SHA-256 of the name. */
    static long number(String name) {
        return Long.parseUnsignedLong(Sha256.hex(name.strip().toLowerCase(Locale.ROOT)).substring(0, 16), 16);
    }
}
