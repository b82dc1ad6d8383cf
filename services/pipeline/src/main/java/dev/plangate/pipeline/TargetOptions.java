package dev.plangate.pipeline;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.Secret;
import dev.plangate.checks.file.CatalogSource;
import dev.plangate.checks.file.TargetCatalogs;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Names the database whose tables decide how much a finding weighs. A password stands in no option: every process of the machine can read those. */
final class TargetOptions {
    @Option(names = "--target", paramLabel = "JDBC_URL", description = "Judge by the tables of this database and their sizes, as in jdbc:postgresql://host:5432/shop?sslmode=require. "
            + "It is read and nothing else; nothing is run on it.")
    private String url;
    @Option(names = "--target-user", paramLabel = "NAME", description = "Role to log in as; needs few privileges. Default: PLANGATE_TARGET_USER.")
    private String user;
    @Option(names = "--target-password-file", paramLabel = "FILE", description = "File that holds the role's password. Default: PLANGATE_TARGET_PASSWORD holds it.")
    private Path passwordFile;

    /** Empty = there is no target. */
    Optional<String> url() {
        return Optional.ofNullable(url);
    }

    CatalogSource resolve(Map<String, String> environment) {
        if (url == null) {
            if (user != null || passwordFile != null) {
                throw new Refusal(ExitCode.USAGE, "--target is missing: the JDBC URL of the database to log in to");
            }
            return CatalogSource.NONE;
        }
        String role = user != null ? user : environment.getOrDefault("PLANGATE_TARGET_USER", "");
        if (role.isEmpty()) {
            throw new Refusal(ExitCode.USAGE,
                    "--target needs a role: name it by --target-user or PLANGATE_TARGET_USER");
        }
        try {
            return TargetCatalogs.of(url, role, password(environment).reveal(), "--target", CheckLimits.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage());
        } catch (IOException e) {
            throw new Refusal(ExitCode.USAGE, "--target-password-file %s cannot be read".formatted(passwordFile));
        }
    }

    private Secret password(Map<String, String> environment) {
        String given = environment.getOrDefault("PLANGATE_TARGET_PASSWORD", "");
        return passwordFile != null
                ? new Secret.InFile(passwordFile)
                : given.isEmpty() ? new Secret.None() : new Secret.Given(given);
    }
}
