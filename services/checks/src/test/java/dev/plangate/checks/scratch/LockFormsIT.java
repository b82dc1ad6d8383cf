package dev.plangate.checks.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.Running;
import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.TracedStatement;
import dev.plangate.checks.trace.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each form of statement locks, rewrites and scans on each major version, by the servers' own word; the page docs/locks.md is made of it. */
class LockFormsIT {
    @Test
    void thePageSaysWhatTheServersSay() throws Exception {
        var seen = new LinkedHashMap<LockForm, Map<Integer, TracedStatement>>();
        LockForm.all().forEach(form -> seen.put(form, new TreeMap<>()));
        for (int major : Postgres.MAJORS) {
            Postgres.of(major).target("forms", LockForm.schema());
            trace(major, seen);
        }
        String page = LockTable.page(seen);
        Path fresh = Path.of(module() + "target/locks.md");
        Files.writeString(fresh, page);

        assertThat(seen.keySet()).hasSizeGreaterThan(60);
        assertThat(page)
                .as("docs/locks.md is not what the servers say: look at the difference, then copy %s over it", fresh)
                .isEqualTo(Files.readString(Path.of(module() + "docs/locks.md")));
    }

    /** All forms in one clone, each rolled back; those that run only outside of a transaction have tables of their own. */
    private static void trace(int major, Map<LockForm, Map<Integer, TracedStatement>> seen) throws Exception {
        var server = Postgres.of(major);
        var blueprint = blueprint(server);
        assertThat(blueprint.missing()).isEmpty();
        var sessions = new Sessions(server.scratch());
        try (var admin = sessions.admin(ScratchLimits.DEFAULT.cloning())) {
            var clones = new Clones(sessions, ScratchLimits.DEFAULT);
            var clone = clones.make(admin, blueprint);
            assertThat(clone.missing()).isEmpty();
            try (var connection = sessions.open(clone.database(), clone.role(), clone.password(),
                    ScratchLimits.DEFAULT.trace())) {
                var session = new Verbatim(connection);
                for (LockForm form : LockForm.all()) {
                    if (form.since() <= major) {
                        var outside = new OutsideRun(session, sessions, clone.database(), ScratchLimits.DEFAULT, major);
                        var statement = statement(session, outside, form.sql());
                        seen.get(form).put(major, statement);
                    }
                }
            } finally {
                clones.drop(admin, clone);
            }
        }
    }

    private static Blueprint blueprint(Postgres server) throws Exception {
        try (var session = server.session("forms")) {
            return dev.plangate.checks.target.BlueprintReader.read(session,
                    new Wanted(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true));
        }
    }

    private static TracedStatement statement(Verbatim session, OutsideRun outside, String sql) throws Exception {
        var tried = new ScriptRun(session, outside);
        tried.run(Postgres.parse("begin;\n" + sql + ";\nrollback").statements(), Running.STATEMENT_BY_STATEMENT);
        var statement = tried.statements().get(1);
        if (statement.failure().filter(why -> why.contains("transaction block")).isEmpty()) {
            return statement;
        }
        var alone = new ScriptRun(session, outside);
        alone.run(Postgres.parse(sql).statements(), Running.STATEMENT_BY_STATEMENT);
        return alone.statements().getFirst();
    }

    private static String module() {
        return Files.isDirectory(Path.of("services/checks")) ? "services/checks/" : "";
    }
}
