package dev.plangate.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.pipeline.Main;
import dev.plangate.pipeline.console.Session;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands that people would type, against the demo's own cluster. */
record Terminal(Session session, Standalone plangate) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Answer(int exitCode, String out, String err) {}

    /** Publishes files. */
    void submit(List<String> files) {
        var answer = run("submit", files);
        if (answer.exitCode() != 0) {
            throw new StandaloneException("the samples cannot be submitted: " + answer.err());
        }
    }

    /** Waits until the gate of the plan's newest revision has come to rest; the exit code: 0 = there is a rollout. */
    int watch(String plan, Duration longest) {
        return run("watch", List.of("--timeout", Long.toString(longest.toSeconds()), plan)).exitCode();
    }

    /** What is known of a plan. */
    ObjectNode explain(String plan) {
        var answer = run("explain", List.of("--json", plan));
        try {
            return answer.exitCode() == 0
                    ? (ObjectNode) JSON.readTree(answer.out())
                    : JSON.createObjectNode().put("name", plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("explain --json printed no JSON: " + answer.out(), e);
        }
    }

    /** The same for people. */
    String explainInWords(String plan) {
        var answer = run("explain", List.of(plan));
        return (answer.out() + answer.err()).stripTrailing();
    }

    /** The options that name the demo's cluster. */
    static List<String> cluster(Standalone plangate) {
        return List.of("--bootstrap-server", plangate.bootstrapServers(), "--registry", plangate.registryUrl());
    }

    private Answer run(String command, List<String> arguments) {
        var line = new ArrayList<>(List.of(command));
        line.addAll(cluster(plangate));
        line.addAll(arguments);
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true),
                line.toArray(String[]::new));
        return new Answer(code, out.toString(), err.toString());
    }
}
