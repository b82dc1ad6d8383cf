package dev.plangate.checks.ghost;

import java.util.ArrayList;
import java.util.List;

/**
 * How gh-ost is called to try a change. Its dry run is the absence of --execute, and not all of it is dry: it makes tables, and obeys some flags at once. Those are
 * not handed on: switch-to-rbr sets a variable of the server; assume-master-host and throttle-control-replicas would send the instance's password to hosts that the
 * plan's author names; max-load would make it wait for a busy server; attempt-instant-ddl has nothing to try. assume-rbr is always set: without it gh-ost stops and
 * starts replication.
 *
 * @param tables names that nobody else uses, so that a gh-ost at work on the same table is not disturbed
 * @param serverId by which it reads the binary log: a server cuts off whoever reads under an id that comes a second time
 */
public record DryRunCommand(GhostServer server, String database, AlterTable alter, GhostFlags flags, GhostTables tables,
        long serverId) {
    /** Server ids of dry runs: high ones, that people rarely give to servers. */
    public static final long LOWEST_SERVER_ID = 3_000_000_000L;

    /**
     * The program's arguments. None holds a secret.
     *
     * @param configuration path of the file with user and password
     * @param directory absolute, for its socket; nobody else can write there
     */
    public List<String> arguments(String configuration, String directory) {
        var arguments = new ArrayList<>(List.of("--conf=" + configuration, "--host=" + server.host(),
                "--port=" + server.port(), "--database=" + database, "--table=" + alter.table(),
                "--alter=" + alter.text(), "--assume-rbr", "--force-table-names=" + tables.base(),
                "--replica-server-id=" + serverId, "--serve-socket-file=" + directory + "/socket",
                "--throttle-additional-flag-file=" + directory + "/throttle", "--verbose"));
        arguments.addAll(server.encryption());
        for (GhostFlag flag : GhostFlag.values()) {
            if (flag.inDryRun() && flags.has(flag)) {
                arguments.add("--" + flag.flag() + "=" + flags.values().get(flag));
            }
        }
        return List.copyOf(arguments);
    }

    /** Flags that were set and are not handed on. */
    public List<String> leftOut() {
        return flags.values().keySet().stream().filter(flag -> !flag.inDryRun() && flag != GhostFlag.ASSUME_RBR)
                .map(GhostFlag::flag).sorted().toList();
    }
}
