package dev.plangate.bench.checks;

/**
 * What was measured.
 *
 * @param first one target with a sheet that is new, on an engine that is warm: milliseconds
 * @param few the first hundred targets
 * @param all all targets
 * @param explained a connection and one EXPLAIN on each, without the engine
 */
record Figures(Parsing.Speed parsing, double first, Targets.Speed few, Targets.Speed all, Targets.Speed explained,
        int concurrency) {

    String table() {
        return """

                parsing, one thread       statements/s
                  first sheet (%.0f ms), then %,12.0f cold
                  warm                    %,12.0f
                  JSqlParser, warm        %,12.0f    it refuses %d of the %d statements; ratio %.2f

                one sheet of %d statements, review and summary, %d connections at once
                  targets        targets/s   ms per target   heap after it, MB
                  %,7d      %,12.0f   %13.2f   %17.1f
                  %,7d      %,12.0f   %13.2f   %17.1f
                  a new sheet on one target takes %.1f ms; each target more takes %.2f ms
                  plain: connect and one EXPLAIN, %,d targets: %,.0f targets/s; ratio %.2f
                """.formatted(parsing.firstMillis(), parsing.cold(), parsing.warm(), parsing.jsqlparser(),
                parsing.refusedByJsqlparser(), Sheets.STATEMENTS, parsing.warm() / parsing.jsqlparser(),
                Sheets.STATEMENTS, concurrency, few.targets(), few.perSecond(), 1_000 / few.perSecond(),
                few.heapMegabytes(), all.targets(), all.perSecond(), 1_000 / all.perSecond(), all.heapMegabytes(),
                first, 1_000 / all.perSecond(), explained.targets(), explained.perSecond(),
                all.perSecond() / explained.perSecond());
    }

    String json() {
        return ("{\"first_sheet_ms\":%.1f,\"cold_statements_per_second\":%.0f,\"warm_statements_per_second\":%.0f,"
                + "\"jsqlparser_statements_per_second\":%.0f,\"jsqlparser_refused\":%d,\"concurrency\":%d,"
                + "\"first_target_ms\":%.2f,\"targets\":%d,\"targets_per_second\":%.1f,\"ms_per_target\":%.3f,"
                + "\"heap_mb_after_%d_targets\":%.1f,\"heap_mb_after_%d_targets\":%.1f,"
                + "\"explain_targets_per_second\":%.1f,\"ratio_to_explain\":%.3f}")
                .formatted(parsing.firstMillis(), parsing.cold(), parsing.warm(), parsing.jsqlparser(),
                        parsing.refusedByJsqlparser(), concurrency, first, all.targets(), all.perSecond(),
                        1_000 / all.perSecond(), few.targets(), few.heapMegabytes(), all.targets(),
                        all.heapMegabytes(), explained.perSecond(), all.perSecond() / explained.perSecond());
    }
}
