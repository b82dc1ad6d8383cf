package dev.plangate.pipeline;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.Secret;
import dev.plangate.checks.file.CatalogSource;
import dev.plangate.checks.file.MySqlCatalogSource;
import dev.plangate.checks.file.MySqlFiles;
import dev.plangate.checks.file.MySqlTargetCatalogs;
import dev.plangate.checks.file.TargetCatalogs;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/** Names the database whose tables decide how much a finding weighs. A password stands in no option: every process of the machine can read those. */
final class TargetOptions {
    @Option(names = "--target", paramLabel = "JDBC_URL", description = "Judge by the tables of this database and their sizes, as in jdbc:postgresql://host:5432/shop?sslmode=require or jdbc:mariadb://host:3306/shop. "
            + "It is read and nothing else; nothing is run on it.")
    private String url;
    @Option(names = "--engine", paramLabel = "ENGINE", description = "What kind of server the files are for: postgres, mysql or mariadb. Default: what the URL of --target begins with, else postgres.")
    private Dialect engine;
    @Option(names = "--target-user", paramLabel = "NAME", description = "Role to log in as; needs few privileges. Default: PLANGATE_TARGET_USER.")
    private String user;
    @Option(names = "--target-password-file", paramLabel = "FILE", description = "File that holds the role's password. Default: PLANGATE_TARGET_PASSWORD holds it.")
    private Path passwordFile;

    /** Empty = there is no target. */
    Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** The catalog of a target of PostgreSQL. */
    CatalogSource resolve(Map<String, String> environment) {
        return url == null
                ? none(CatalogSource.NONE)
                : login(environment,
                        (role, password) -> TargetCatalogs.of(url, role, password, "--target", CheckLimits.DEFAULT));
    }

    /** How files for MySQL or MariaDB are judged; empty = they are for PostgreSQL. */
    Optional<MySqlFiles> mySql(Map<String, String> environment) {
        Dialect ofUrl = url == null
                ? null
                : url.startsWith("jdbc:mysql:")
                        ? Dialect.MYSQL
                        : url.startsWith("jdbc:mariadb:") ? Dialect.MARIADB : Dialect.POSTGRES;
        Dialect files = engine != null ? engine : ofUrl == null ? Dialect.POSTGRES : ofUrl;
        if (ofUrl != null && (ofUrl == Dialect.POSTGRES) != (files == Dialect.POSTGRES)) {
            throw new Refusal(ExitCode.USAGE,
                    "--engine is %s, and the URL of --target begins otherwise: files are checked by a server of their own kind"
                            .formatted(files.name().toLowerCase(Locale.ROOT)));
        }
        if (files == Dialect.POSTGRES) {
            return Optional.empty();
        }
        return Optional.of(new MySqlFiles(files, url == null
                ? none(MySqlCatalogSource.NONE)
                : login(environment, (role, password) -> MySqlTargetCatalogs.of(url, role, password, "--target",
                        CheckLimits.DEFAULT))));
    }

    private <T> T none(T nothing) {
        if (user != null || passwordFile != null) {
            throw new Refusal(ExitCode.USAGE, "--target is missing: the JDBC URL of the database to log in to");
        }
        return nothing;
    }

    private <T> T login(Map<String, String> environment, BiFunction<String, String, T> catalogs) {
        String role = user != null ? user : environment.getOrDefault("PLANGATE_TARGET_USER", "");
        if (role.isEmpty()) {
            throw new Refusal(ExitCode.USAGE,
                    "--target needs a role: name it by --target-user or PLANGATE_TARGET_USER");
        }
        try {
            return catalogs.apply(role, password(environment).reveal());
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
