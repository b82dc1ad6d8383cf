package dev.plangate.db.legacy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Plans and check runs as the original system leaves them behind, and as nobody should: the same ones for the same seed. */
public final class LegacyRows {
    private static final List<String> TYPES = List.of("bb.plan-check.database.statement.advise",
            "bb.plan-check.database.statement.summary.report", "bb.plan-check.database.ghost.sync");
    private static final List<String> PROJECTS = List.of("shop", "billing", "gone", "Bad_Project");

    private final RandomGenerator random;
    private final Nonsense nonsense;
    private final Instant now;
    private final List<LegacyPlan> plans = new ArrayList<>();
    private final List<LegacyRow> rows = new ArrayList<>();

    private LegacyRows(RandomGenerator random, Instant now) {
        this.random = random;
        this.now = now;
        this.nonsense = new Nonsense(random);
    }

    /**
     * Makes them.
     *
     * @param size how many rows at least
     * @param now by the clock of the database, within minutes
     */
    public static LegacyRows of(long seed, int size, Instant now) {
        var made = new LegacyRows(new Random(seed), now);
        while (made.rows.size() < size) {
            made.plan();
        }
        return made;
    }

    /** resource ids of the projects; "gone" is deleted. */
    public static List<String> projects() {
        return PROJECTS;
    }

    public List<LegacyPlan> plans() {
        return plans;
    }

    public List<LegacyRow> rows() {
        return rows;
    }

    private void plan() {
        long id = plans.size() * 3L + 1;
        String project = one(40) ? "Bad_Project" : PROJECTS.get(random.nextInt(3));
        plans.add(new LegacyPlan(id, project, one(10)));
        if (one(12)) {
            return; // never checked
        }
        boolean healthy = one(3);
        int databases = 1 + random.nextInt(4);
        int times = 1 + random.nextInt(3);
        Instant begun = now.minus(Duration.ofMinutes(1 + random.nextInt(38 * 24 * 60)));
        for (int time = 0; time < times; time++) {
            for (int database = 0; database < databases; database++) {
                for (String type : TYPES) {
                    if (random.nextInt(4) > 0) {
                        // Rows of one run often have one and the same time: then the id decides.
                        row(id, begun.plusSeconds(one(2) ? 0 : time * 40L), type, "db_" + database, healthy);
                    }
                }
            }
        }
    }

    private void row(long plan, Instant created, String type, String database, boolean healthy) {
        String status = healthy
                ? "DONE"
                : List.of("DONE", "DONE", "DONE", "DONE", "DONE", "DONE", "FAILED", "RUNNING", "CANCELED", "DONE")
                        .get(random.nextInt(10));
        JsonElement config = config(database);
        JsonElement result = result(status, type);
        String payload = one(30) ? nonsense.value().toString() : "{}";
        if (!healthy && one(4)) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                if (one(3)) {
                    config = nonsense.anywhere(config);
                } else {
                    result = nonsense.anywhere(result);
                }
            }
        }
        Instant safe = awayFromTheEdge(created).truncatedTo(ChronoUnit.MICROS);
        rows.add(new LegacyRow(rows.size() + 1L, plan, one(200) ? strange() : safe.toString(),
                one(200) ? strange() : safe.plusMillis(random.nextInt(60_000)).toString(), status,
                !healthy && one(60) ? "bb.plan-check.fake" : type, one(150) ? null : config.toString(),
                one(150) ? null : result.toString(), one(150) ? null : payload));
    }

    /** The migration looks at its own clock: a row that is 30 days old within the hour would be a coin that is tossed. */
    private Instant awayFromTheEdge(Instant created) {
        Instant edge = now.minus(Duration.ofDays(30));
        return Duration.between(edge, created).abs().compareTo(Duration.ofHours(1)) < 0
                ? created.plus(Duration.ofHours(3))
                : created;
    }

    private String strange() {
        return List.of("infinity", "-infinity", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z")
                .get(random.nextInt(5));
    }

    private JsonObject config(String database) {
        var config = new JsonObject();
        config.addProperty("instanceId", one(9) ? "prod-2" : "prod-1");
        config.addProperty("databaseName", database);
        config.addProperty("sheetSha256", (one(5) ? "ab" : "0f").repeat(32));
        if (one(2)) {
            config.addProperty("enablePriorBackup", true);
            config.addProperty("enableGhost", false);
            config.addProperty("enableSdl", false);
        }
        if (one(4)) {
            var flags = new JsonObject();
            flags.addProperty("max-load", "Threads_running=25");
            config.add("ghostFlags", flags);
        }
        return config;
    }

    private JsonObject result(String status, String type) {
        var result = new JsonObject();
        if (status.equals("FAILED")) {
            result.addProperty("error", "connection refused");
        }
        if (status.equals("RUNNING")) {
            return result;
        }
        var results = new JsonArray();
        int size = one(300) ? 1_200 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            results.add(finding(type, i));
        }
        result.add("results", results);
        return result;
    }

    private JsonObject finding(String type, int number) {
        var finding = new JsonObject();
        finding.addProperty("status", List.of("SUCCESS", "WARNING", "ERROR").get(random.nextInt(3)));
        finding.addProperty("title", "finding " + number);
        finding.addProperty("content", one(3) ? "" : "because \u201cof\u201d \"it\"");
        finding.addProperty("code", random.nextInt(500));
        if (type.equals(TYPES.get(1))) {
            finding.add("sqlSummaryReport", summary());
        }
        if (type.equals(TYPES.get(0)) || one(15)) {
            finding.add("sqlReviewReport", review());
        }
        return finding;
    }

    private JsonObject review() {
        var review = new JsonObject();
        review.addProperty("line", random.nextInt(90));
        review.addProperty("column", random.nextInt(90));
        if (one(3)) {
            review.addProperty("detail", "see there");
        }
        if (one(2)) {
            review.add("startPosition", position());
        }
        if (one(2)) {
            review.add("endPosition", position());
        }
        return review;
    }

    private JsonObject position() {
        var position = new JsonObject();
        position.addProperty("line", 1 + random.nextInt(90));
        if (one(2)) {
            position.addProperty("column", 1 + random.nextInt(90));
        }
        return position;
    }

    private JsonObject summary() {
        var types = new JsonArray();
        types.add("UPDATE");
        types.add("ALTER_TABLE");
        var tables = new JsonArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            var table = new JsonObject();
            table.addProperty("name", "t" + i);
            table.addProperty("tableRows", Integer.toString(random.nextInt(1_000_000)));
            table.add("ranges", new JsonArray());
            tables.add(table);
        }
        var schema = new JsonObject();
        schema.addProperty("name", "public");
        schema.add("tables", tables);
        var schemas = new JsonArray();
        schemas.add(schema);
        var database = new JsonObject();
        database.addProperty("name", "db");
        database.add("schemas", schemas);
        var databases = new JsonArray();
        databases.add(database);
        var resources = new JsonObject();
        resources.add("databases", databases);
        var summary = new JsonObject();
        summary.add("statementTypes", types);
        summary.addProperty("affectedRows", random.nextInt(100_000));
        summary.add("changedResources", resources);
        return summary;
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }
}
