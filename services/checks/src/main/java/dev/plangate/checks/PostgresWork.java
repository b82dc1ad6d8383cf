package dev.plangate.checks;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.CatalogReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.target.Timeouts;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.util.List;

/** The checks of a sheet on a PostgreSQL database: one connection, the catalog, each type of check. */
final class PostgresWork implements TargetWork {
    private final PostgresChecks checks;
    private final Instance instance;
    private final String database;
    private final ParsedSheet.Valid sheet;
    private final List<CheckType> types;
    private final CheckLimits limits;
    private volatile TargetSession session;

    PostgresWork(PostgresChecks checks, Instance instance, String database, ParsedSheet.Valid sheet,
            List<CheckType> types, CheckLimits limits) {
        this.checks = checks;
        this.instance = instance;
        this.database = database;
        this.sheet = sheet;
        this.types = types;
        this.limits = limits;
    }

    @Override
    public void ask(Deadline deadline, Answers answers) throws TargetProblem, IOException {
        try (TargetSession opened = TargetSession.open(instance.address(database),
                new Timeouts(limits.connect(), limits.lock(), limits.statement()), deadline)) {
            session = opened;
            answers.reached();
            if (answers.unwanted()) {
                return;
            }
            Catalog catalog = CatalogReader.read(opened, checks.mentioned(sheet));
            types.forEach(type -> answers.keep(type,
                    () -> checks.onTarget(type, sheet, catalog, opened, database, deadline)));
        }
    }

    @Override
    public void giveUp() {
        var asked = session;
        if (asked != null) {
            asked.giveUp();
        }
    }
}
