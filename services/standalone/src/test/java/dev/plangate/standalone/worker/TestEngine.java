package dev.plangate.standalone.worker;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.v1.CheckOutcome;
import java.util.List;
import java.util.function.Predicate;

/** Checks that a test decides. */
final class TestEngine implements CheckEngine {
    private final Content content;

    private final Predicate<CheckJob> fails;

    private TestEngine(Content content, Predicate<CheckJob> fails) {
        this.content = content;
        this.fails = fails;
    }

    interface Check {
        void run(CheckJob job) throws InterruptedException;
    }

    interface Content {
        String of(CheckJob job) throws InterruptedException;
    }

    /** Success, when the check returns. */
    static TestEngine of(Check check) {
        return finding(job -> {
            check.run(job);
            return "";
        });
    }

    /** Success, with this to say. */
    static TestEngine finding(Content content) {
        return new TestEngine(content, _ -> false);
    }

    /** The same, with an ERROR where this holds. */
    static TestEngine failing(Predicate<CheckJob> fails, Content content) {
        return new TestEngine(content, fails);
    }

    @Override
    public List<CheckOutcome> check(CheckJob job) throws InterruptedException {
        String found = content.of(job);
        return job.types().stream().sorted().map(type -> CheckOutcome.newBuilder()
                .setStatus(fails.test(job) ? CheckOutcome.Status.ERROR : CheckOutcome.Status.SUCCESS).setTitle("test")
                .setContent(found).setTarget(job.target())
                .setType(type).setSheetSha256(job.sheetSha256()).build()).toList();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
