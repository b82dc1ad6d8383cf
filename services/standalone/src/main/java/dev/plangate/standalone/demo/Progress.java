package dev.plangate.standalone.demo;

import dev.plangate.pipeline.console.Paint;
import java.io.PrintWriter;
import java.util.List;

/** Tells people how far the demo is, with the seconds since its start. */
final class Progress {
    private final long began = System.nanoTime();
    private final PrintWriter err;
    private final Paint paint;

    Progress(PrintWriter err, Paint paint) {
        this.err = err;
        this.paint = paint;
    }

    void say(String text) {
        line(paint.faint(text));
    }

    void chapter(String title) {
        line(paint.bold(title));
    }

    void outcome(Expectation expectation, List<String> deviations) {
        var plan = expectation.plan().replaceFirst("projects/([^/]+)/plans/", "$1/");
        var mark = deviations.isEmpty() ? paint.green("ok ") : paint.red("NOT");
        line("  %s %-32s %-11s %s".formatted(mark, plan, expectation.phase(),
                deviations.isEmpty() ? expectation.because() : String.join("; ", deviations)));
    }

    private synchronized void line(String text) {
        err.println("%s %s".formatted(paint.faint("%5.1f s".formatted((System.nanoTime() - began) / 1e9)), text));
        err.flush();
    }
}
