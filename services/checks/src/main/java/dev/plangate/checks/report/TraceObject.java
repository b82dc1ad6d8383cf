package dev.plangate.checks.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.checks.file.FileTrace;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.trace.Blocked;
import dev.plangate.checks.trace.Rates;
import dev.plangate.checks.trace.Touched;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.TracedLock;
import dev.plangate.checks.trace.TracedStatement;
import dev.plangate.checks.trace.Work;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A trace for scripts. Pure.
 *
 * <pre>
 * {"status":"whole" | "partly" | "none", "reasons":[why it is not whole], "postgres":18,
 *  "blocked":[{"relation","mode","readers":true when they wait too,"from","until","rows","bytes","estimate":"moment" | "about" | "at_least" | "unknown","seconds","how"}],
 *  "estimated_by":how seconds were estimated,
 *  "statements":[{"statement","line","column","runs":"own_transaction" | "in_transaction" | "outside",
 *    "locks":[{"relation","kind","mode","until","rows","bytes"}],"rewrites":[{"relation","kind","rows","bytes"}],"scans":[as rewrites],
 *    "builds":[{"index","relation"}],"creates":[names],"drops":[names],"failure"}]}
 * </pre>
 *
 * Statements are numbered from 1; {@code until} is the one with whose end a lock is released. Rows and bytes are those of the target's statistics; what is not
 * known is null. {@code blocked} says who has to wait for how long; waiting for the lock itself is not in it. With status "none" there are status and reasons alone.
 */
final class TraceObject {
    private TraceObject() {}

    static ObjectNode of(FileTrace traced) {
        return switch (traced.trace()) {
            case Trace.Whole whole -> of(traced.sheet(), "whole", List.of(), whole.run());
            case Trace.Partly partly -> of(traced.sheet(), "partly", partly.reasons(), partly.run());
            case Trace.None none -> status("none", List.of(none.reason()));
        };
    }

    private static ObjectNode status(String status, List<String> reasons) {
        var object = JsonNodeFactory.instance.objectNode().put("status", status);
        reasons.forEach(object.putArray("reasons")::add);
        return object;
    }

    private static ObjectNode of(ParsedSheet.Valid sheet, String status, List<String> reasons, Trace.Run run) {
        var object = status(status, reasons).put("postgres", run.major());
        var blocked = object.putArray("blocked");
        Blocked.of(sheet, run, Rates.MEASURED).forEach(block -> blocked(blocked.addObject(), block, run));
        object.put("estimated_by", Rates.MEASURED.words());
        var statements = object.putArray("statements");
        run.statements().forEach(statement -> statement(statements.addObject(), sheet, statement, run));
        return object;
    }

    private static void blocked(ObjectNode object, Blocked block, Trace.Run run) {
        object.put("relation", block.table().toString()).put("mode", block.mode().toString())
                .put("readers", block.mode().blocksReads()).put("from", block.from() + 1)
                .put("until", block.until() + 1);
        size(object, block.table(), run);
        switch (block.time()) {
            case Work.Moment _ -> object.put("estimate", "moment").put("seconds", 0.0).put("how", "no work on rows");
            case Work.About about -> object.put("estimate", "about")
                    .put("seconds", about.time().toMillis() / 1000.0).put("how", about.how());
            case Work.Unknown unknown -> unknown(object, unknown);
        }
    }

    private static void unknown(ObjectNode object, Work.Unknown unknown) {
        if (unknown.known().isPresent()) {
            var known = unknown.known().get();
            object.put("estimate", "at_least").put("seconds", known.time().toMillis() / 1000.0).put("how",
                    known.how() + "; " + unknown.why());
        } else {
            object.put("estimate", "unknown").putNull("seconds").put("how", unknown.why());
        }
    }

    private static void statement(ObjectNode object, ParsedSheet.Valid sheet, TracedStatement traced, Trace.Run run) {
        var at = sheet.source().position(sheet.statements().get(traced.index()).range().from());
        object.put("statement", traced.index() + 1).put("line", at.line()).put("column", at.column()).put("runs",
                traced.mode().name().toLowerCase(Locale.ROOT));
        var locks = object.putArray("locks");
        for (TracedLock lock : traced.locks()) {
            size(relation(locks.addObject(), lock.on()).put("mode", lock.mode().toString()).put("until",
                    lock.until() + 1), lock.on().name(), run);
        }
        touched(object.putArray("rewrites"), traced.rewritten(), run);
        touched(object.putArray("scans"), traced.scanned(), run);
        var builds = object.putArray("builds");
        traced.built().forEach(built -> builds.addObject().put("index", built.index().toString()).put("relation",
                built.table().toString()));
        names(object.putArray("creates"), traced.created());
        names(object.putArray("drops"), traced.dropped());
        object.put("failure", traced.failure().orElse(null));
    }

    private static void touched(ArrayNode array, List<Touched> relations, Trace.Run run) {
        relations.forEach(touched -> size(relation(array.addObject(), touched), touched.name(), run));
    }

    private static void names(ArrayNode array, Collection<RelationName> relations) {
        relations.forEach(relation -> array.add(relation.toString()));
    }

    private static ObjectNode relation(ObjectNode object, Touched touched) {
        return object.put("relation", touched.name().toString()).put("kind", switch (touched.kind()) {
            case 'r' -> "table";
            case 'p' -> "partitioned table";
            case 'i' -> "index";
            case 'I' -> "partitioned index";
            case 'S' -> "sequence";
            case 'v' -> "view";
            case 'm' -> "materialized view";
            default -> "other";
        });
    }

    private static void size(ObjectNode object, RelationName relation, Trace.Run run) {
        var size = run.size(relation);
        if (size.rows().isPresent()) {
            object.put("rows", size.rows().getAsLong());
        } else {
            object.putNull("rows");
        }
        if (run.sizes().containsKey(relation)) {
            object.put("bytes", size.totalBytes());
        } else {
            object.putNull("bytes");
        }
    }
}
