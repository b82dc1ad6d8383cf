package dev.plangate.db;

import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.SliceCompletion;
import dev.plangate.v1.CheckRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Counts the open slices of runs down, under the lock of the run, and ends the runs that have none left. */
final class SliceCountdown {

    /** A run that is locked. */
    record OpenRun(long planId, int open, RunRow run) {
        static OpenRun of(Row row) {
            return new OpenRun(row.number(), row.integer(), Runs.run(row));
        }
    }

    /** Where a run stands now. */
    record Progress(OpenRun run, CheckRun.Status status, String error, int open) {
        boolean over() {
            return status != CheckRun.Status.RUNNING;
        }

        RunRow ended() {
            return run.run().ended(status, error);
        }
    }

    private record Page(long planId, EndedRun.Page page) {}

    private SliceCountdown() {}

    /** One slice that FAILED is the end of the run. */
    static Progress progress(OpenRun run, List<SliceCompletion> ended) {
        Optional<String> error = ended.stream().map(SliceCompletion::error).filter(e -> !e.isEmpty()).findFirst();
        int open = run.open() - ended.size();
        return error.map(e -> failed(run, e)).orElseGet(
                () -> new Progress(run, open == 0 ? CheckRun.Status.DONE : CheckRun.Status.RUNNING, "", open));
    }

    static Progress failed(OpenRun run, String error) {
        return new Progress(run, CheckRun.Status.FAILED, error, 0);
    }

    /** Those of the runs that are still open under the fence of their slices, by plan id. */
    static Map<Long, OpenRun> lock(Tx tx, Collection<SliceCompletion> completions) {
        Map<String, Long> fences = completions.stream().collect(Collectors.toMap(c -> c.held().plan(),
                SliceCompletion::runFence, Math::max));
        return tx.query("""
                select r.plan_id, r.open_slices, p.name, r.run, r.revision, r.check_digest, r.fence, r.status, r.error,
                       r.created_at, r.available_at, r.request_id, r.errors, r.retry_of
                  from unnest(?, ?) as g (plan, fence)
                  join plan p on p.name = g.plan
                  join plan_check_run r on r.plan_id = p.id and r.fence = g.fence
                 where r.status = 'RUNNING'
                   and r.open_slices > 0
                 order by r.plan_id
                   for no key update of r
                """).texts(fences.keySet()).longs(fences.values()).list(OpenRun::of).stream()
                .collect(Collectors.toMap(OpenRun::planId, Function.identity()));
    }

    /** Writes it; the terminal events of the runs that are over. */
    static List<OutboxRow> advance(Tx tx, List<Progress> progress, Function<EndedRun, OutboxRow> terminal) {
        if (progress.isEmpty()) {
            return List.of();
        }
        List<Progress> over = progress.stream().filter(Progress::over).toList();
        Map<Long, List<EndedRun.Page>> pages = pages(tx, ids(over, CheckRun.Status.DONE));
        tx.query("""
                update plan_check_run r
                   set status = g.status,
                       error = g.error,
                       open_slices = g.open,
                       errors = g.errors,
                       warnings = g.warnings,
                       updated_at = clock_timestamp()
                  from unnest(?, ?, ?, ?, ?, ?) as g (plan_id, status, error, open, errors, warnings)
                 where r.plan_id = g.plan_id
                """).longs(progress, p -> p.run().planId()).texts(progress, p -> p.status().name())
                .texts(progress, p -> StorableText.of(p.error())).ints(progress, Progress::open)
                .ints(progress, p -> sum(pages, p, CheckRun.Totals::getErrors))
                .ints(progress, p -> sum(pages, p, CheckRun.Totals::getWarnings)).update();
        List<Long> failed = ids(over, CheckRun.Status.FAILED);
        if (!failed.isEmpty()) {
            tx.query("delete from plan_check_slice where plan_id = any(?)").longs(failed).update();
        }
        Instant now = tx.now();
        return over.stream().map(p -> terminal.apply(
                new EndedRun(p.ended(), now, pages.getOrDefault(p.run().planId(), List.of())))).toList();
    }

    private static List<Long> ids(List<Progress> over, CheckRun.Status status) {
        return over.stream().filter(p -> p.status() == status).map(p -> p.run().planId()).toList();
    }

    private static int sum(Map<Long, List<EndedRun.Page>> pages, Progress of, ToIntFunction<CheckRun.Totals> count) {
        return pages.getOrDefault(of.run().planId(), List.of()).stream()
                .mapToInt(page -> count.applyAsInt(page.totals())).sum();
    }

    private static Map<Long, List<EndedRun.Page>> pages(Tx tx, List<Long> done) {
        if (done.isEmpty()) {
            return Map.of();
        }
        return tx.query("""
                select plan_id, totals, facts
                  from plan_check_slice
                 where plan_id = any(?)
                 order by plan_id, slice
                """).longs(done)
                .list(row -> new Page(row.number(), new EndedRun.Page(row.message(CheckRun.Totals.parser()),
                        row.message(CheckRun.Facts.parser()))))
                .stream()
                .collect(Collectors.groupingBy(Page::planId, Collectors.mapping(Page::page, Collectors.toList())));
    }
}
