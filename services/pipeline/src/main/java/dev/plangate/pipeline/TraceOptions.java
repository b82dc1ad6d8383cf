package dev.plangate.pipeline;

import dev.plangate.checks.Secret;
import dev.plangate.checks.UrlParameters;
import dev.plangate.checks.scratch.ScratchServer;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Whether files are run on empty clones of the target, and where these are made. A password stands in no option: every process of the machine can read those. */
final class TraceOptions {
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?@]+)(/[^/?@]*)?(\\?.*)?");

    @Option(names = "--trace", description = "Also run each file on an empty clone of the target's tables, on a scratch server, and tell what it locks, rewrites and scans there. "
            + "The target is read and nothing else.")
    private boolean trace;
    @Option(names = "--scratch", paramLabel = "JDBC_URL", description = "The scratch server: a PostgreSQL of the target's major version on which nothing else lives, as in jdbc:postgresql://host:5432/postgres. "
            + "Default: one is started here for this call, where the programs of that version are at hand.")
    private String url;
    @Option(names = "--scratch-user", paramLabel = "NAME", description = "A superuser of the scratch server; traced SQL never runs as it. Default: PLANGATE_SCRATCH_USER.")
    private String user;
    @Option(names = "--scratch-password-file", paramLabel = "FILE", description = "File that holds its password. Default: PLANGATE_SCRATCH_PASSWORD holds it.")
    private Path passwordFile;

    /**
     * Looks at the options; starts nothing yet. Empty = nothing is traced.
     *
     * @param target JDBC URL of the target; empty = there is none
     * @param progress is told what takes a while
     */
    Optional<Scratch> resolve(Map<String, String> environment, Optional<String> target, Consumer<String> progress) {
        if (!trace && (url != null || user != null || passwordFile != null)) {
            throw refusal("--trace is missing: a scratch server is for traces");
        }
        if (trace && target.isEmpty()) {
            throw refusal(
                    "--trace needs --target: what a statement locks, rewrites and scans depends on the tables that are there");
        }
        if (url == null && (user != null || passwordFile != null)) {
            throw refusal("--scratch is missing: the JDBC URL of the scratch server to log in to");
        }
        return !trace
                ? Optional.empty()
                : Optional.of(url == null
                        ? new StartedScratch(progress)
                        : new ConfiguredScratchServer(configured(environment, target.get())));
    }

    private ScratchServer configured(Map<String, String> environment, String target) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw refusal(
                    "--scratch should look like jdbc:postgresql://host:5432/postgres?sslmode=require, without user and password");
        }
        var refused = UrlParameters.refused(url);
        if (!refused.isEmpty()) {
            throw refusal("--scratch must not set " + String.join(", ", refused) + "; it may set "
                    + UrlParameters.allowed());
        }
        if (ServerNames.meet(url, target)) {
            throw refusal(
                    "--scratch is the server of --target: what is traced is run there, and databases are made and dropped; name a server of its own");
        }
        String role = user != null ? user : environment.getOrDefault("PLANGATE_SCRATCH_USER", "");
        if (role.isEmpty()) {
            throw refusal("--scratch needs a superuser: name it by --scratch-user or PLANGATE_SCRATCH_USER");
        }
        String parameters = parts.group(3) == null ? "" : parts.group(3);
        try {
            return new ScratchServer(parts.group(1) + "/{database}" + parameters, role, password(environment).reveal());
        } catch (IOException e) {
            throw refusal("--scratch-password-file %s cannot be read".formatted(passwordFile));
        }
    }

    private Secret password(Map<String, String> environment) {
        String given = environment.getOrDefault("PLANGATE_SCRATCH_PASSWORD", "");
        return passwordFile != null
                ? new Secret.InFile(passwordFile)
                : given.isEmpty() ? new Secret.None() : new Secret.Given(given);
    }

    private static Refusal refusal(String message) {
        return new Refusal(ExitCode.USAGE, message);
    }
}
