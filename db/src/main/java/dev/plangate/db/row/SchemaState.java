package dev.plangate.db.row;

import java.util.List;

/** What the schema is, seen from the migrations of this version. */
public sealed interface SchemaState {

    /**
     * Empty, or made by these migrations.
     *
     * @param version of the newest migration that was applied; empty = none
     * @param pending migrations that it lacks, oldest first: "V3 unique plan"
     */
    record Known(String version, List<String> pending) implements SchemaState {}

    /**
     * Made by the original system, never migrated before: the layout of V1.
     *
     * @param pending all migrations after V1, oldest first
     */
    record Legacy(List<String> pending) implements SchemaState {}

    /**
     * Neither: nothing is done to it.
     *
     * @param reasons why, each with what would be right
     */
    record Foreign(List<String> reasons) implements SchemaState {}
}
