package dev.plangate.db;

import dev.plangate.db.row.MigrationStep;
import dev.plangate.db.row.Rehearsal;
import dev.plangate.db.row.SchemaState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Brings the schema to the newest version, from nothing or from the layout of the original system; and tells beforehand what
 * that would do. All pending migrations, and the record of them, are one transaction: what is killed half-way has done
 * nothing, and the old layout is there until the new one is.
 */
public final class Migrations {

    private static final String LEGACY = "1";

    private final DatabaseConfig config;
    private final Duration lockTimeout;

    /**
     * Nothing connects before it is needed.
     *
     * @param config where; its time limits do not count here: a migration takes as long as it takes
     * @param lockTimeout longest wait for a lock that somebody else holds: others queue up behind who waits
     */
    public Migrations(DatabaseConfig config, Duration lockTimeout) {
        this.config = config;
        this.lockTimeout = lockTimeout;
    }

    /**
     * What the schema is.
     *
     * @throws DatabaseException when Postgres does not answer
     */
    public SchemaState state() {
        return told(() -> {
            Flyway flyway = configuration(config, lockTimeout).ignoreMigrationPatterns("*:pending", "*:future").load();
            List<String> pending = names(flyway.info().pending());
            if (flyway.info().applied().length > 0) {
                List<String> mistakes = flyway.validateWithResult().invalidMigrations.stream()
                        .map(Migrations::mistake).toList();
                MigrationInfo current = flyway.info().current();
                return mistakes.isEmpty()
                        ? new SchemaState.Known(current.getVersion().toString(), pending)
                        : new SchemaState.Foreign(mistakes);
            }
            return looked(connection -> {
                var layout = new LegacyLayout(new Tx(connection));
                if (layout.isEmpty()) {
                    return new SchemaState.Known("", pending);
                }
                List<String> mistakes = layout.mistakes();
                return mistakes.isEmpty()
                        ? new SchemaState.Legacy(pending.stream().skip(1).toList())
                        : new SchemaState.Foreign(mistakes);
            });
        });
    }

    /**
     * Applies what is pending. Several processes may do so at once: one works, the others wait.
     *
     * @param listener told at the beginning and at the end of each migration; nothing is committed before the last end
     * @throws DatabaseException CONFLICT when somebody held a lock for too long; nothing was changed
     * @throws ForeignSchema when the schema is none of ours; nothing was changed
     */
    public void apply(Consumer<MigrationStep> listener) {
        SchemaState state = state();
        told(() -> {
            FluentConfiguration configuration = configuration(config, lockTimeout);
            int pending = switch (state) {
                case SchemaState.Foreign foreign -> throw new ForeignSchema(foreign.reasons());
                case SchemaState.Legacy legacy -> {
                    configuration.baselineOnMigrate(true).baselineVersion(LEGACY)
                            .baselineDescription("legacy layout");
                    yield legacy.pending().size();
                }
                case SchemaState.Known known -> known.pending().size();
            };
            return configuration.callbacks(new StepCallback(pending, listener)).load().migrate();
        });
    }

    /**
     * Applies what is pending to a copy of the old layout, in a schema of its own and in a transaction that is rolled back.
     * Others go on reading and writing meanwhile.
     *
     * @param plan projects/{project}/plans/{plan}, to be told about in full
     * @return empty when there are no rows of the old layout: nothing is pending, or the schema is past it
     * @throws DatabaseException when a migration fails, or the role may not create a schema
     * @throws ForeignSchema when the schema is none of ours
     */
    public Optional<Rehearsal> rehearse(Optional<String> plan) {
        boolean legacy = switch (state()) {
            case SchemaState.Foreign foreign -> throw new ForeignSchema(foreign.reasons());
            case SchemaState.Legacy _ -> true;
            case SchemaState.Known known -> known.version().equals(LEGACY);
        };
        return legacy
                ? Optional.of(looked(connection -> new LegacyRehearsal(connection).of(scripts(), plan)))
                : Optional.empty();
    }

    /** Sessions that hold locks on tables of the schema: "pid 4711 (old-system, idle in transaction for 35 s)". */
    public List<String> lockHolders() {
        return looked(connection -> new Tx(connection)
                .query("""
                        select distinct format('pid %s (%s, %s for %s s)', a.pid, coalesce(nullif(a.application_name, ''), a.usename),
                                      a.state, extract(epoch from clock_timestamp() - a.xact_start)::bigint)
                          from pg_locks l
                          join pg_class c on c.oid = l.relation and c.relnamespace = current_schema()::regnamespace
                          join pg_stat_activity a on a.pid = l.pid
                         where l.granted
                           and l.database = (select oid from pg_database where datname = current_database())
                           and l.pid <> pg_backend_pid()
                         order by 1
                        """)
                .list(Row::text));
    }

    /**
     * One connection alone, and a lock of the session: the record of a migration is in the migration's own transaction.
     * Flyway's default writes it by a second connection; a process killed between the two commits would have migrated
     * without knowing it.
     */
    static FluentConfiguration configuration(DatabaseConfig config, Duration lockTimeout) {
        FluentConfiguration flyway = Flyway.configure().dataSource(MigrationSession.source(config, lockTimeout))
                .locations("classpath:db/migration").group(true).lockRetryCount(-1);
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        return flyway;
    }

    private static String mistake(ValidateOutput invalid) {
        String problem = invalid.errorDetails.errorCode == CoreErrorCode.CHECKSUM_MISMATCH
                ? "was changed after it had been applied here: this schema was made by a build that was never released; make it anew"
                : invalid.errorDetails.errorMessage.lines().findFirst().orElse("");
        return "V%s %s: %s".formatted(invalid.version, invalid.description, problem);
    }

    private List<String> scripts() {
        return Arrays.stream(configuration(config, lockTimeout).load().info().all())
                .filter(migration -> migration.getPhysicalLocation() != null).map(MigrationInfo::getScript)
                .filter(script -> script.endsWith(".sql")).distinct().toList();
    }

    static List<String> names(MigrationInfo[] migrations) {
        return Arrays.stream(migrations).map(Migrations::name).toList();
    }

    static String name(MigrationInfo migration) {
        return "V%s %s".formatted(migration.getVersion(), migration.getDescription());
    }

    private <T> T looked(Function<java.sql.Connection, T> look) {
        try (var connection = MigrationSession.source(config, lockTimeout).getConnection()) {
            return look.apply(connection);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** What Postgres said, without what Flyway says about it. */
    private static <T> T told(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw Failures.of(e);
        } catch (FlywayException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException failure) {
                    throw Failures.of(failure);
                }
            }
            throw e;
        }
    }
}
