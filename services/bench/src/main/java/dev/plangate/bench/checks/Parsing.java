package dev.plangate.bench.checks;

import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;

/** How fast sheets are parsed by one thread. */
final class Parsing {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int FIRST_SHEETS = 100;
    private static final int WARM_UP_SHEETS = 1_500;
    private static final int SHEETS = 1_500;

    /**
     * What was measured.
     *
     * @param firstMillis from nothing to the first sheet's tree, the grammar's start included
     * @param cold statements a second of the sheets right behind it
     * @param warm statements a second later
     * @param jsqlparser statements a second of JSqlParser, warm
     * @param refusedByJsqlparser of the sheet's statements those that it calls wrong
     */
    record Speed(double firstMillis, double cold, double warm, double jsqlparser, int refusedByJsqlparser) {}

    private Parsing() {}

    static Speed measure() throws InterruptedException, TimeoutException {
        long began = System.nanoTime();
        try (var parser = new SheetParser(1 << 21, 1, 1)) {
            parse(parser, 0);
            double first = (System.nanoTime() - began) / 1e6;
            double cold = speed(parser, 1, FIRST_SHEETS);
            speed(parser, 1_000, WARM_UP_SHEETS);
            double warm = speed(parser, 100_000, SHEETS);
            jsqlparser(0, WARM_UP_SHEETS);
            return new Speed(first, cold, warm, jsqlparser(100_000, SHEETS), refused());
        }
    }

    private static double speed(SheetParser parser, int from, int sheets)
            throws InterruptedException, TimeoutException {
        long began = System.nanoTime();
        for (int i = 0; i < sheets; i++) {
            parse(parser, from + i);
        }
        return sheets * Sheets.STATEMENTS * 1e9 / (System.nanoTime() - began);
    }

    private static void parse(SheetParser parser, int number) throws InterruptedException, TimeoutException {
        if (!(parser.parse("", Sheets.of(number), LONGEST) instanceof ParsedSheet.Valid valid)
                || valid.statements().size() != Sheets.STATEMENTS) {
            throw new IllegalStateException("a sheet of the benchmark was not parsed");
        }
    }

    private static double jsqlparser(int from, int sheets) {
        long began = System.nanoTime();
        for (int i = 0; i < sheets; i++) {
            Sheets.statements(from + i).forEach(Parsing::isAccepted);
        }
        return sheets * Sheets.STATEMENTS * 1e9 / (System.nanoTime() - began);
    }

    private static int refused() {
        return (int) Sheets.statements(1).stream().filter(sql -> !isAccepted(sql)).count();
    }

    private static boolean isAccepted(String sql) {
        try {
            // Without the thread of its own that its usual way of parsing starts each time.
            return CCJSqlParserUtil.newParser(sql).withAllowComplexParsing(true).Statement() != null;
        } catch (ParseException e) {
            return false;
        }
    }
}
