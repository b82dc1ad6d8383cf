package dev.plangate.pipeline.console;

import dev.plangate.contract.TopicCreation;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.config.TopicSettings;
import dev.plangate.pipeline.config.Values;
import dev.plangate.pipeline.runtime.ExitCode;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the topics. */
@Command(name = "topics", description = "Create the topics that are missing and compare those that exist; changes none.", footer = {
        "", "Example:",
        "  plangate topics --bootstrap-server kafka:9092 --partitions 12 --replication-factor 3"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:every topic is there and right", "1:a topic is wrong, or the brokers failed",
                "2:the command line or the settings are wrong"})
public final class TopicsCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Mixin
    private ClusterOptions cluster;
    @Option(names = "--partitions", paramLabel = "N", description = "Default: topics.partitions.")
    private Integer partitions;
    @Option(names = "--replication-factor", paramLabel = "N", description = "Default: topics.replication.factor.")
    private Short replicationFactor;

    public TopicsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Values values = Values.ofEnvironment(session.environment());
        TopicSettings settings = TopicSettings.read(values);
        values.refuseMistakes();
        Cluster resolved = cluster.resolve(session.environment());
        try (Admin admin = Admin.create(resolved.client())) {
            TopicCreation.ensure(admin, partitions == null ? settings.partitions() : partitions,
                    replicationFactor == null ? settings.replicationFactor() : replicationFactor);
        }
        spec.commandLine().getOut().println("All %d topics are there.".formatted(Topics.ALL.size() + 1));
        return ExitCode.OK;
    }
}
