package dev.plangate.bench.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.rule.Violation;
import java.util.stream.Collectors;

/** A verdict as JSON and as text. */
final class VerdictReport {
    /** Violations that are told in full. */
    private static final int TOLD = 20;

    private VerdictReport() {}

    static String json(HistoryVerdict verdict) {
        Figures figures = verdict.figures();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("green", verdict.isGreen()).put("seed", verdict.meta().seed()).put("drained", verdict.meta().drained())
                .put("plans", figures.plans()).put("requests", figures.requests()).put("runs", figures.runs())
                .put("results", figures.results()).put("commands", figures.commands())
                .put("rollouts", figures.rollouts()).put("dead_letters", figures.letters())
                .put("poison", figures.poison()).put("faults", figures.totalFaults());
        ObjectNode faults = json.putObject("faults_by_kind");
        figures.faults().forEach(faults::put);
        verdict.counts().forEach((count, number) -> json.put(count.label(), number));
        ArrayNode told = json.putArray("violations");
        verdict.first(TOLD).forEach(v -> violation(told.addObject(), v));
        return json.toPrettyString();
    }

    private static void violation(ObjectNode json, Violation violation) {
        json.put("promise", violation.promise().sentence()).put("subject", violation.subject()).put("what",
                violation.sentence());
        ArrayNode proof = json.putArray("proof");
        violation.proof().forEach(place -> proof.add(place.toString()));
    }

    static String text(HistoryVerdict verdict) {
        Figures figures = verdict.figures();
        var text = new StringBuilder();
        text.append(
                "%,d plans, %,d requests, %,d runs, %,d results, %,d commands, %,d rollouts, %,d dead letters for %,d poison records%n"
                        .formatted(figures.plans(), figures.requests(), figures.runs(), figures.results(),
                                figures.commands(),
                                figures.rollouts(), figures.letters(), figures.poison()));
        text.append("%,d faults%s%n".formatted(figures.totalFaults(),
                figures.faults().isEmpty() ? "" : ": " + figures.faults()));
        verdict.counts().forEach(
                (count, number) -> text.append("%-24s %,d%n".formatted(count.label().replace('_', ' '), number)));
        verdict.first(TOLD)
                .forEach(v -> text.append("%nbroken: %s%n  %s%n  %s%n  %s%n".formatted(v.promise().sentence(),
                        v.subject(), v.sentence(),
                        v.proof().stream().map(Place::toString).collect(Collectors.joining(", ")))));
        if (verdict.violations().size() > TOLD) {
            text.append("%n... and %,d more%n".formatted(verdict.violations().size() - TOLD));
        }
        return text.append(verdict.isGreen() ? "%ngreen: every promise was kept".formatted() : "%nred".formatted())
                .toString();
    }
}
