package dev.plangate.checks.ghost;

import static dev.plangate.checks.ghost.GhostFlag.ALLOW_ON_MASTER;
import static dev.plangate.checks.ghost.GhostFlag.ASSUME_MASTER_HOST;
import static dev.plangate.checks.ghost.GhostFlag.SWITCH_TO_RBR;

import dev.plangate.checks.ghost.Condition.Topic;
import dev.plangate.checks.ghost.Condition.Verdict;
import dev.plangate.checks.ghost.Condition.Verdict.Broken;
import dev.plangate.checks.ghost.Condition.Verdict.Doubtful;
import dev.plangate.checks.ghost.Condition.Verdict.Met;
import java.util.List;

/** What gh-ost needs of a server, held against what the server says. */
final class ServerPreflight {
    private final ServerFacts server;
    private final GhostFlags flags;

    ServerPreflight(ServerFacts server, GhostFlags flags) {
        this.server = server;
        this.flags = flags;
    }

    /** Each condition once, in the order in which somebody would mend them. */
    List<Condition> conditions(String user, String database) {
        return List.of(new Condition(Topic.GRANTS, grants(user, database)),
                new Condition(Topic.BINARY_LOG, binaryLog()), new Condition(Topic.BINLOG_FORMAT, format()),
                new Condition(Topic.ROW_IMAGE, rowImage()), new Condition(Topic.TOPOLOGY, topology()),
                new Condition(Topic.REPLICA_UPDATES, replicaUpdates()));
    }

    private Verdict grants(String user, String database) {
        var missing = Grants.missing(server.grants(), database);
        return missing.isEmpty()
                ? new Met("The user has the privileges that gh-ost asks for.")
                : new Broken("The user " + user + " lacks " + String.join("; ", missing) + ".",
                        String.join(" ", missing.stream().map(what -> "GRANT " + what + " TO " + user + ";").toList()));
    }

    private Verdict binaryLog() {
        return switch (server.variable("log_bin").orElse("")) {
            case "ON", "1" -> new Met("log_bin is on.");
            default -> new Broken("The server writes no binary log (log_bin), which gh-ost reads the changes from.",
                    "Set log_bin and restart the server.");
        };
    }

    private Verdict format() {
        String format = server.variable("binlog_format").orElse("ROW");
        if (format.equals("ROW")) {
            return new Met("binlog_format is ROW.");
        }
        String found = "binlog_format is " + format + ", and gh-ost reads rows.";
        return flags.isOn(SWITCH_TO_RBR)
                ? new Doubtful(found,
                        "gh-ost will set it to ROW for the whole server, since switch-to-rbr is set, and will not set it back: set it yourself before. The dry run is left out: it would set it too.")
                : new Broken(found, "SET GLOBAL binlog_format = 'ROW'; and let clients connect anew.");
    }

    private Verdict rowImage() {
        String image = server.variable("binlog_row_image").orElse("FULL");
        return image.equals("FULL")
                ? new Met("binlog_row_image is FULL.")
                : new Broken("binlog_row_image is " + image + ", so that rows in the binary log lack columns.",
                        "SET GLOBAL binlog_row_image = 'FULL'; and let clients connect anew.");
    }

    private Verdict topology() {
        if (server.replica().isEmpty()) {
            return new Doubtful("Whether the server is a replica is not known: the user may not ask.",
                    "Grant it REPLICATION CLIENT (on MariaDB from 10.5 on SLAVE MONITOR). The dry run is left out: on a replica it would write to another server.");
        }
        if (server.replica().get()) {
            return new Doubtful("The server is a replica: gh-ost would write to its primary.",
                    "The dry run is left out, since the primary is not this target. Name the primary's instance in the plan, with allow-on-master, to have it tried.");
        }
        if (flags.has(ASSUME_MASTER_HOST)) {
            return new Doubtful("assume-master-host sends gh-ost to another server than this target.",
                    "The dry run is left out: it would send the instance's password there. See to it that the host is right.");
        }
        return flags.isOn(ALLOW_ON_MASTER)
                ? new Met("The server is no replica, and the flags allow that.")
                : new Broken("The server is no replica, and gh-ost works on a primary only when it is told so.",
                        "Set allow-on-master to true, or target a replica.");
    }

    private Verdict replicaUpdates() {
        boolean on = server.variable("log_replica_updates", "log_slave_updates").orElse("OFF").matches("ON|1");
        if (on) {
            return new Met("log_replica_updates is on.");
        }
        return server.replica().filter(replica -> !replica).isPresent() && flags.isOn(ALLOW_ON_MASTER)
                ? new Met("log_replica_updates is off, which matters on replicas only.")
                : new Broken(
                        "log_replica_updates (log_slave_updates) is off: the binary log of this server lacks what comes from its primary.",
                        "Set log_slave_updates and restart the server, or work on the primary with allow-on-master.");
    }
}
