package dev.plangate.topology.approval;

/**
 * Why a rule cannot be used.
 *
 * @param rule its place, from 0
 * @param line within its condition, from 1; 0 when it is not about the condition
 * @param column in Unicode code points, from 1; 0 likewise
 * @param reason what is wrong, and what would be right
 */
public record RuleFault(int rule, String name, int line, int column, String reason) {
    /** In the form of the contract's violations: path of the field within the rules, then what is wrong. */
    public String violation() {
        return line == 0
                ? "approval_rules[" + rule + "].flow: " + reason
                : "approval_rules[" + rule + "].condition: line " + line + ", column " + column + ": " + reason;
    }

    @Override
    public String toString() {
        var about = "approval_rules[" + rule + "] (" + name + ")";
        return line == 0 ? about + ": " + reason : about + " line " + line + ", column " + column + ": " + reason;
    }
}
