package dev.plangate.bench.torture.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.plangate.standalone.broker.BrokerMember;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** One real broker in a process of its own. */
final class BrokerMain {
    private BrokerMain() {}

    static void run(Path dir, String clusterId, int id, String[] members) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("ROOT").setLevel(Level.WARN);
            context.getLogger("state.change.logger").setLevel(Level.ERROR);
        }
        var server = BrokerMember.start(dir, clusterId, id, BrokerArguments.members(members));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::shutdown));
        server.awaitShutdown();
    }
}
