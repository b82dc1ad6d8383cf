package dev.plangate.standalone.e2e;

import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On the embedded broker and the embedded Postgres. */
class EndToEndIT extends EndToEnd {
    private static Standalone plangate;

    @BeforeAll
    static void start() {
        plangate = Standalone.start(new StandaloneOptions().checks(Given.engine()).setting("inputs.timeout", "3s"));
        begin(plangate.bootstrapServers(), plangate.registryUrl());
    }

    @AfterAll
    static void stop() {
        plangate.close();
    }
}
