package dev.plangate.db.row;

/**
 * How far a migration is.
 *
 * @param migration "V3 unique plan"
 * @param number which of them, from 1
 * @param of how many there are
 * @param done false when it begins, true when it has ended
 */
public record MigrationStep(String migration, int number, int of, boolean done) {}
