package dev.plangate.checks.file;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.rule.Mentions;
import dev.plangate.checks.rule.Evidence;
import dev.plangate.checks.rule.SheetFindings;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.TraceJudge;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Checks files, one after the other, with one parser that stays warm. */
public final class FileChecker implements AutoCloseable {
    private final CheckLimits limits;
    private final SheetParser parser;

    public FileChecker(CheckLimits limits) {
        this.limits = limits;
        parser = new SheetParser(limits.sheetBytes(), 0, 1);
    }

    /**
     * Checks one file. What is wrong with its content is a finding, never an exception.
     *
     * @param name to call it by
     * @param in is read to its end, but no further than the engine's limit
     * @throws IOException when it cannot be read
     * @throws TargetProblem when the target cannot be asked: then nothing is known of the file
     * @throws NotTraced when a trace was asked for and nothing of the file could be run
     */
    public CheckedFile check(String name, InputStream in, Judging by)
            throws IOException, TargetProblem, NotTraced, InterruptedException {
        byte[] bytes = in.readNBytes(limits.sheetBytes() + 1);
        if (bytes.length > limits.sheetBytes()) {
            return refused(name, new ParsedSheet.Unparsed(new SourceText(""),
                    "it has more than " + limits.sheetBytes() + " bytes, which is the limit: split it"), by);
        }
        return switch (FileText.of(bytes)) {
            case FileText.Other other -> {
                var source = new SourceText(other.before());
                yield refused(name, new ParsedSheet.Invalid(source, source.length(), other.message()), by);
            }
            case FileText.Utf8 utf8 -> check(name, utf8.text(), by);
        };
    }

    private CheckedFile check(String name, String text, Judging by)
            throws TargetProblem, NotTraced, InterruptedException {
        ParsedSheet sheet;
        try {
            sheet = parser.parse(name, text, limits.parse());
        } catch (TimeoutException e) {
            return refused(name, new ParsedSheet.Unparsed(new SourceText(text),
                    "it was not parsed within " + limits.parse().toSeconds() + " s: split it"), by);
        }
        return sheet instanceof ParsedSheet.Valid valid ? checked(name, valid, by) : refused(name, sheet, by);
    }

    private static CheckedFile checked(String name, ParsedSheet.Valid sheet, Judging by)
            throws TargetProblem, NotTraced, InterruptedException {
        var catalog = by.catalogs().of(Mentions.of(sheet.statements()));
        if (catalog.isEmpty()) {
            return new CheckedFile(name, sheet.source(), SheetFindings.of(sheet, by.policy(), catalog, by.running()));
        }
        var planned = by.catalogs().planned(sheet, catalog.get(), by.running());
        var trace = by.traces().of(sheet, by.running(), catalog.get());
        if (trace.isEmpty()) {
            return new CheckedFile(name, sheet.source(),
                    SheetFindings.of(sheet, by.policy(), catalog, by.running(), planned, Evidence.NONE));
        }
        if (trace.get() instanceof Trace.None none) {
            throw new NotTraced(name, none.reason());
        }
        var findings = new ArrayList<>(SheetFindings.of(sheet, by.policy(), catalog, by.running(), planned,
                TraceJudge.of(trace.get(), by.policy())));
        TraceJudge.partly(sheet, trace.get(), by.policy()).ifPresent(findings::add);
        findings.sort(Comparator.comparingInt(finding -> finding.range().from()));
        return new CheckedFile(name, sheet.source(), findings, Optional.of(new FileTrace(sheet, trace.get())));
    }

    private static CheckedFile refused(String name, ParsedSheet sheet, Judging by) {
        return new CheckedFile(name, sheet.source(),
                SheetFindings.of(sheet, by.policy(), Optional.empty(), by.running()));
    }

    @Override
    public void close() {
        parser.close();
    }
}
