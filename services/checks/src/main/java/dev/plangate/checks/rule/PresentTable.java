package dev.plangate.checks.rule;

/** CREATE TABLE IF NOT EXISTS of a table that the target has. */
final class PresentTable {
    private PresentTable() {}

    /** Whether the statement leaves the table as it is, so that its definition says nothing. */
    static boolean isLeft(Review review) {
        return review.statement().node().equals("CreateStmt")
                && review.statement().tree().path("if_not_exists").asBoolean() && review.table().known().isPresent();
    }
}
