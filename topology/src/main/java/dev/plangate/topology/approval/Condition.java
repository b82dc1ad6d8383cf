package dev.plangate.topology.approval;

/** When a rule matches. The more facts are known, the more is decided; what is decided once does not change by it. */
interface Condition {
    Truth over(Facts facts);
}
