package dev.plangate.pipeline;

import dev.plangate.checks.report.Emphasis;
import dev.plangate.checks.rule.Level;
import dev.plangate.pipeline.console.Paint;

/** Colours of a report of findings. */
record PaintedReport(Paint paint) implements Emphasis {
    @Override
    public String level(Level level, String text) {
        return switch (level) {
            case INFO -> paint.green(text);
            case WARNING -> paint.yellow(text);
            case ERROR -> paint.red(text);
        };
    }

    @Override
    public String faint(String text) {
        return paint.faint(text);
    }

    @Override
    public String bold(String text) {
        return paint.bold(text);
    }
}
