package dev.plangate.topology.approval;

/** Whether a condition holds. */
sealed interface Truth {
    /** For certain, whatever is not known. */
    record Decided(boolean holds) implements Truth {}

    /** That depends on facts that are not known. */
    record Unknown() implements Truth {}

    /** It could not be evaluated. */
    record Failed(String reason) implements Truth {}
}
