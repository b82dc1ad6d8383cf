package dev.plangate.bench.zombie;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What was seen of all, for people and for programs. */
record Comparison(String postgres, List<Outcome> outcomes) {
    String table() {
        var text = new StringBuilder(
                "%nPostgres %s. A claims, is stopped past its lease, B finishes, A goes on and hands in.%n%n"
                        .formatted(postgres));
        text.append("%-14s %-12s %14s %15s %11s %12s%n".formatted("contestant", "version", "took over, ms",
                "stale accepted", "executions", "told success"));
        outcomes.forEach(seen -> text.append("%-14s %-12s %,14d %15s %11d %12d%n".formatted(seen.kind(),
                seen.version(), seen.tookOverMillis(), seen.staleAccepted() ? "YES" : "no", seen.executions(),
                seen.told())));
        outcomes.forEach(seen -> {
            text.append("%n%s: %s%n  when B was done: %s%n".formatted(seen.kind(), seen.settings(), seen.before()));
            seen.stale().forEach(line -> text.append("  A: ").append(line).append('\n'));
            text.append("  at the end:      ").append(seen.after()).append('\n');
        });
        return text.toString();
    }

    String json() {
        ObjectNode root = new ObjectMapper().createObjectNode().put("postgres", postgres);
        var contestants = root.putArray("contestants");
        outcomes.forEach(seen -> {
            ObjectNode one = contestants.addObject().put("contestant", seen.kind().toString())
                    .put("version", seen.version()).put("settings", seen.settings())
                    .put("took_over_ms", seen.tookOverMillis()).put("stale_accepted", seen.staleAccepted())
                    .put("executions", seen.executions()).put("told_success", seen.told())
                    .put("before", seen.before()).put("after", seen.after());
            var stale = one.putArray("stale_worker");
            seen.stale().forEach(stale::add);
        });
        return root.toString();
    }
}
