package dev.plangate.pipeline.model.queue;

import dev.plangate.pipeline.model.Promise;
import dev.plangate.pipeline.model.queue.Write.Kind;
import java.util.List;
import java.util.Optional;

/** The promises about one plan, decided from what was committed alone. */
final class Promises {
    private Promises() {}

    static Optional<Promise> broken(Run run, List<Write> writes, int slices) {
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            if (write.stale()) {
                return Optional.of(Promise.STALE_CHANGES_NOTHING);
            }
            List<Write> before = writes.subList(0, i);
            if (write.kind() == Kind.RESULTS && before.contains(write)) {
                return Optional.of(Promise.ONE_RESULT_SET_PER_FENCE);
            }
            if (write.kind() == Kind.END && write.status() == Status.DONE && !allChecked(write, before, slices)) {
                return Optional.of(Promise.DONE_MEANS_ALL_CHECKED);
            }
            if (write.kind() == Kind.RESULTS && ends(before, write.run()) > 0) {
                return Optional.of(Promise.IN_ORDER);
            }
        }
        for (int number = 1; number <= run.run(); number++) {
            boolean ended = number < run.run() || run.status().terminal();
            if (ends(writes, number) != (ended ? 1 : 0)) {
                return Optional.of(Promise.ONE_TERMINAL_EVENT);
            }
        }
        return Optional.empty();
    }

    private static boolean allChecked(Write end, List<Write> before, int slices) {
        for (int slice = slices == 0 ? Claim.WHOLE : 0; slice < slices; slice++) {
            if (!before.contains(new Write(Kind.RESULTS, end.run(), end.fence(), slice, Status.DONE, false))) {
                return false;
            }
        }
        return true;
    }

    private static long ends(List<Write> writes, int run) {
        int ends = 0;
        for (Write write : writes) {
            if (write.kind() == Kind.END && write.run() == run) {
                ends++;
            }
        }
        return ends;
    }
}
