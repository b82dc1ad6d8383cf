/**
 * Who has to approve a change: a pure function from what is known of it to a risk and a flow, by ordered rules in CEL.
 *
 * <pre>{@code
 * switch (RuleBook.read(rules)) {
 *     case RuleBook.Usable(var book) -> ApprovalFinding.of(book.rules(), facts);
 *     case RuleBook.Refused(var faults) -> ... // which rule, where, and why
 * }
 * }</pre>
 *
 * <p>What is unknown never makes it less: a rule that may match counts as one that does, and so do those after it.
 */
package dev.plangate.topology.approval;
