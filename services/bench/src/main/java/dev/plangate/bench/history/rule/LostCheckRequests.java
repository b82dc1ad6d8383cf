package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CheckRequestRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.Seen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Each request to check again is named by a run of its plan. A repeated id is one request, whichever plan it names. A
 * request to cancel leaves no trace of its own when the run has ended by itself: {@link TerminalEvents} holds that it ended.
 */
final class LostCheckRequests implements Rule {
    private static final class Request {
        private final List<Seen> asked = new ArrayList<>();
        private String plan = "";
        private boolean answered;
    }

    @Override
    public List<Violation> check(History history) {
        if (!history.meta().drained()) {
            return List.of();
        }
        Map<String, Request> requests = new LinkedHashMap<>();
        Set<String> cancels = new HashSet<>();
        history.plans().values().forEach(plan -> collect(history, plan, requests, cancels));
        return requests.entrySet().stream().filter(e -> !e.getValue().answered && !cancels.contains(e.getKey()))
                .map(e -> Violation.of(Promise.EACH_REQUEST_IS_ANSWERED, e.getValue().plan,
                        "no run names the request %s, and it has no dead letter".formatted(e.getKey()),
                        e.getValue().asked))
                .toList();
    }

    /** An id that was used to cancel as well says nothing: whichever came first is the request. */
    private static void collect(History history, PlanHistory plan, Map<String, Request> requests, Set<String> cancels) {
        Set<String> named = plan.runs().stream().map(RunRecord::requestId).collect(Collectors.toSet());
        for (CheckRequestRecord record : plan.checkRequests()) {
            if (!record.action().equals("CANCEL")) {
                Request request = requests.computeIfAbsent(record.requestId(), _ -> new Request());
                request.plan = plan.name();
                request.asked.add(record);
                request.answered |= named.contains(record.requestId()) || history.isRefused(record);
            } else {
                cancels.add(record.requestId());
            }
        }
    }
}
