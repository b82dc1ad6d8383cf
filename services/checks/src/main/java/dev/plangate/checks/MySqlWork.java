package dev.plangate.checks;

import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.MySqlCatalogReader;
import dev.plangate.checks.target.MySqlSession;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.Timeouts;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.util.List;

/** The checks of a sheet on a MySQL or MariaDB database: one connection, the catalog, each type of check. */
final class MySqlWork implements TargetWork {
    private final MySqlChecks checks;
    private final Instance instance;
    private final String database;
    private final MySqlSheet.Valid sheet;
    private final List<CheckType> types;
    private final CheckLimits limits;
    private volatile MySqlSession session;

    MySqlWork(MySqlChecks checks, Instance instance, String database, MySqlSheet.Valid sheet, List<CheckType> types,
            CheckLimits limits) {
        this.checks = checks;
        this.instance = instance;
        this.database = database;
        this.sheet = sheet;
        this.types = types;
        this.limits = limits;
    }

    @Override
    public void ask(Deadline deadline, Answers answers) throws TargetProblem, IOException {
        try (var opened = MySqlSession.open(instance.address(database),
                new Timeouts(limits.connect(), limits.lock(), limits.statement()), deadline)) {
            session = opened;
            answers.reached();
            if (answers.unwanted()) {
                return;
            }
            MySqlCatalog catalog = MySqlCatalogReader.read(opened, MySqlChecks.mentioned(sheet));
            types.forEach(
                    type -> answers.keep(type, () -> checks.onTarget(type, sheet, catalog, opened, deadline)));
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
