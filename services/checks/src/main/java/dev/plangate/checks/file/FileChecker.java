package dev.plangate.checks.file;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.mysql.MySqlParser;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.rule.MySqlReviewer;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Checks files, one after the other, with parsers that stay warm. Used by one thread. */
public final class FileChecker implements AutoCloseable {
    private final CheckLimits limits;
    /** Of PostgreSQL; loading a grammar takes longer than most files. */
    private SheetParser parser;
    private MySqlParser mySqlParser;

    public FileChecker(CheckLimits limits) {
        this.limits = limits;
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
        try {
            return by.mySql().isPresent() ? mySql(name, text, by, by.mySql().get()) : postgres(name, text, by);
        } catch (TimeoutException e) {
            return refused(name, new ParsedSheet.Unparsed(new SourceText(text),
                    "it was not parsed within " + limits.parse().toSeconds() + " s: split it"), by);
        }
    }

    private CheckedFile mySql(String name, String text, Judging by, MySqlFiles files)
            throws TargetProblem, InterruptedException, TimeoutException {
        if (mySqlParser == null) {
            mySqlParser = new MySqlParser(limits.sheetBytes(), 0, 1);
        }
        var sheet = mySqlParser.parse(files.dialect(), name, text, limits.parse());
        Optional<MySqlCatalog> catalog = sheet instanceof MySqlSheet.Valid valid
                ? files.catalogs().of(valid)
                : Optional.empty();
        return new CheckedFile(name, sheet.source(),
                MySqlReviewer.review(sheet, by.policy(), catalog, by.running(), Map.of()), files.dialect());
    }

    private CheckedFile postgres(String name, String text, Judging by)
            throws TargetProblem, NotTraced, InterruptedException, TimeoutException {
        if (parser == null) {
            parser = new SheetParser(limits.sheetBytes(), 0, 1);
        }
        var sheet = parser.parse(name, text, limits.parse());
        return switch (sheet) {
            case ParsedSheet.Valid valid -> checked(name, valid, by);
            case ParsedSheet.Refused refused -> refused(name, refused, by);
        };
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

    private static CheckedFile refused(String name, ParsedSheet.Refused sheet, Judging by) {
        return new CheckedFile(name, sheet.source(), List.of(SheetFindings.of(sheet)), by.dialect());
    }

    @Override
    public void close() {
        if (parser != null) {
            parser.close();
        }
        if (mySqlParser != null) {
            mySqlParser.close();
        }
    }
}
