package dev.plangate.db.row;

/** How a list of runs is ordered. Runs of the same time come in the order of their ids. */
public record RunOrder(Key key, boolean ascending) {

    /** By id, oldest first: the order of those who ask for none. */
    public static final RunOrder BY_ID = new RunOrder(Key.ID, true);

    public RunOrder {
        Require.notNull("key", key);
    }

    /** What decides. */
    public enum Key {
        /** The order in which plans came; the runs of one plan by their number. */
        ID,
        /** When the run was made. */
        CREATED,
        /** When it last changed: of a run that has ended, when it did. */
        UPDATED
    }
}
