package dev.plangate.db.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What has to be listed of one row. */
final class OracleNotes {
    private static final int SHOWN = 200;

    private final long row;
    private final List<Upgraded.Note> notes = new ArrayList<>();

    OracleNotes(long row) {
        this.row = row;
    }

    List<Upgraded.Note> list() {
        return notes;
    }

    void add(String field, String found, String consequence) {
        notes.add(new Upgraded.Note(row, cut(field), cut(found), consequence));
    }

    void config(Json config, Pattern instance, Pattern database, boolean sheet) {
        if (!config.type().equals("object")) {
            add("config", "*", "treated as empty");
        }
        if (config.at("instanceId").text().filter(t -> instance.matcher(t).matches()).isEmpty()) {
            add("config.instanceId", config.at("instanceId"), "kept without a target");
        }
        if (config.at("databaseName").text().filter(t -> database.matcher(t).matches()).isEmpty()) {
            add("config.databaseName", config.at("databaseName"), "kept without a target");
        }
        if (!sheet) {
            add("config.sheetSha256", config.at("sheetSha256"), "kept without a sheet");
        }
        object(config, "config", Map.of("enablePriorBackup", "boolean", "enableGhost", "boolean", "enableSdl",
                "boolean", "ghostFlags", "object"), Set.of("instanceId", "databaseName", "sheetSha256"), Map.of());
        config.at("ghostFlags").fields().stream().filter(f -> !f.getValue().type().equals("string"))
                .forEach(f -> add("config.ghostFlags." + f.getKey(), f.getValue(), "dropped"));
    }

    void result(String status, Json result) {
        if (!result.type().equals("object")) {
            add("result", "*", "an ERROR outcome, if the run was DONE");
        }
        Json results = result.at("results");
        if (status.equals("DONE") && result.type().equals("object") && results.missing()) {
            add("result.results", "missing", "kept without an outcome");
        }
        object(result, "result", Map.of("results", "array", "error", "string"), Set.of(),
                Map.of("results", "an ERROR outcome, if the run was DONE", "error", "left out"));
        if (results.size() > 1_000) {
            add("result.results", results.size() + " elements", "an ERROR outcome for those after the first 1000");
        }
        for (int i = 0; i < results.elements().size(); i++) {
            element(results.elements().get(i), "result.results[" + i + "]");
        }
    }

    private void element(Json element, String at) {
        if (!element.type().equals("object")) {
            add(at, element, "an ERROR outcome");
            return;
        }
        if (!Set.of("SUCCESS", "WARNING", "ERROR").contains(element.at("status").text().orElse(""))) {
            add(at + ".status", element.at("status"), "ERROR");
        }
        object(element, at, Map.of("title", "string", "content", "string", "code", "count", "sqlSummaryReport",
                "object", "sqlReviewReport", "object"), Set.of("status"),
                Map.of("title", "left empty", "content", "left empty", "code", "0"));
        Json summary = element.at("sqlSummaryReport");
        Json review = element.at("sqlReviewReport");
        boolean summed = summary.type().equals("object");
        if (summed && review.type().equals("object")) {
            add(at + ".sqlReviewReport", "*", "dropped but for its detail: there is a summary, too");
        }
        if (summed) {
            summary(summary, at + ".sqlSummaryReport");
        }
        if (review.type().equals("object")) {
            review(review, at + ".sqlReviewReport");
        }
    }

    private void summary(Json summary, String at) {
        object(summary, at, Map.of("statementTypes", "array", "affectedRows", "long", "changedResources", "object"),
                Set.of(), Map.of("affectedRows", "unknown"));
        list(summary.at("statementTypes"), at + ".statementTypes", "string");
        object(summary.at("changedResources"), at + ".changedResources", Map.of("databases", "array"), Set.of(),
                Map.of());
        String places = at + ".changedResources.databases";
        List<Json> databases = summary.at("changedResources", "databases").elements();
        list(summary.at("changedResources", "databases"), places, "object");
        for (int d = 0; d < databases.size(); d++) {
            database(databases.get(d), places + "[" + d + "]");
        }
    }

    private void database(Json database, String at) {
        object(database, at, Map.of("name", "string", "schemas", "array"), Set.of(), Map.of("name", "left empty"));
        List<Json> schemas = database.at("schemas").elements();
        list(database.at("schemas"), at + ".schemas", "object");
        for (int s = 0; s < schemas.size(); s++) {
            String here = at + ".schemas[" + s + "]";
            object(schemas.get(s), here, Map.of("name", "string", "tables", "array"),
                    Set.of("views", "functions", "procedures"), Map.of("name", "left empty"));
            List<Json> tables = schemas.get(s).at("tables").elements();
            list(schemas.get(s).at("tables"), here + ".tables", "object");
            for (int t = 0; t < tables.size(); t++) {
                object(tables.get(t), here + ".tables[" + t + "]", Map.of("name", "string", "tableRows", "long"),
                        Set.of("ranges"), Map.of("name", "left empty", "tableRows", "unknown"));
            }
        }
    }

    private void review(Json review, String at) {
        object(review, at, Map.of("line", "count", "column", "count", "detail", "string", "startPosition", "object",
                "endPosition", "object"), Set.of("code"), Map.of());
        Map<String, String> position = Map.of("line", "count", "column", "count");
        object(review.at("startPosition"), at + ".startPosition", position, Set.of(), Map.of());
        object(review.at("endPosition"), at + ".endPosition", position, Set.of(), Map.of());
    }

    private void object(Json object, String at, Map<String, String> types, Set<String> anything,
            Map<String, String> consequences) {
        object.fields().stream().filter(f -> !f.getValue().missing() && !anything.contains(f.getKey())).forEach(f -> {
            String type = types.get(f.getKey());
            if (type == null) {
                add(at + "." + f.getKey(), f.getValue(), "dropped: not a field of the old layout");
            } else if (!is(type, f.getValue())) {
                add(at + "." + f.getKey(), f.getValue(), consequences.getOrDefault(f.getKey(), "dropped"));
            }
        });
    }

    private static boolean is(String type, Json value) {
        return switch (type) {
            case "count" -> value.count(9).isPresent();
            case "long" -> value.count(18).isPresent();
            default -> value.type().equals(type);
        };
    }

    private void list(Json list, String at, String type) {
        List<Json> elements = list.elements();
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).type().equals(type)) {
                add(at + "[" + i + "]", elements.get(i), "dropped");
            }
        }
        if (list.size() > 1_000) {
            add(at, list.size() + " elements", "those after the first 1000 dropped");
        }
    }

    private void add(String field, Json found, String consequence) {
        add(field, found.shown().orElse("*"), consequence);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN));
    }
}
