package dev.plangate.bench.torture.failpoint;

import java.util.List;

/** A guard of the product, switched off: the harness has to notice. */
public enum Mutation {
    /** A worker whose claim was taken over may complete the run. */
    FENCE(new Change.Text("dev.plangate.db.RunQueue", "lock", " and r.fence = g.fence", ""),
            new Change.Text("dev.plangate.db.RunQueue", "write", "and r.fence = g.fence", "")),
    /** A consumer that lost its partition may write. */
    OFFSETS(new Change.AllMatch("dev.plangate.db.Offsets", "move")),
    /** A relay that takes over believes that its predecessor published nothing. */
    PROGRESS(new Change.Constant("dev.plangate.pipeline.relay.ProgressLog", "lastPublished",
            "dev.plangate.pipeline.relay.domain.RowIds", "NONE")),
    /** Settings and plans do not wait for each other. */
    PROJECT_LOCK(new Change.Nothing("dev.plangate.db.Locks", "acquire")),
    /** Slices that end side by side do not wait for each other. */
    SLICE_COUNTDOWN(new Change.Text("dev.plangate.db.SliceCountdown", "lock", "for no key update of r", ""));

    @SuppressWarnings("ImmutableEnumChecker") // a copy of records of texts
    private final List<Change> changes;

    Mutation(Change... changes) {
        this.changes = List.of(changes);
    }

    List<Change> changes() {
        return changes;
    }
}
