package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that call the API have in common. */
abstract class ApiCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Mixin
    private ApiOptions options;
    @Option(names = "--json", description = "Print JSON, an object on each line.")
    private boolean json;

    ApiCommand(Session session) {
        this.session = session;
    }

    /** Calls; the exit code. */
    abstract int call(ApiCalls api);

    @Override
    public final Integer call() {
        try (ApiCalls api = options.resolve(session.environment())) {
            if (api.isExposed()) {
                spec.commandLine().getErr().println("note: the token travels unencrypted; use https");
            }
            return call(api);
        }
    }

    /** Prints a message as JSON or in words. */
    void print(Message message, String words) {
        out().println(json ? Json.of(message).toString() : words);
    }

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    RunText words() {
        return new RunText(session.paint());
    }

    static Map<String, String> page(String token, String... more) {
        Map<String, String> query = new HashMap<>(Map.of("pageToken", token));
        for (int i = 0; i < more.length; i += 2) {
            query.put(more[i], more[i + 1]);
        }
        return query;
    }
}
