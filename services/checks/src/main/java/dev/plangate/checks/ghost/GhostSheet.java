package dev.plangate.checks.ghost;

/** What gh-ost would have to do for a sheet. */
sealed interface GhostSheet {
    /** Exactly one ALTER TABLE, of a form that gh-ost can carry out. */
    record Alter(AlterTable statement) implements GhostSheet {}

    /**
     * Something else.
     *
     * @param at UTF-16 unit of the sheet where it stands
     * @param reason sentences that say what would be right
     */
    record Refused(int at, String reason) implements GhostSheet {}
}
