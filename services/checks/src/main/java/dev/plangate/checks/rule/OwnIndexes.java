package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.RelationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The indexes that a script has made. Used by one thread. */
final class OwnIndexes {
    /**
     * One of them.
     *
     * @param table what it is an index of, with its schema
     * @param columns its keys; an expression has an empty name
     */
    record Index(RelationName table, List<String> columns) {}

    private final Map<RelationName, Index> indexes = new HashMap<>();

    /** Adds that of a CREATE INDEX that gives it a name. */
    void add(RelationName table, JsonNode create) {
        var columns = new ArrayList<String>();
        create.path("indexParams").forEach(key -> columns.add(key.path("IndexElem").path("name").asText("")));
        if (create.has("idxname")) {
            indexes.put(new RelationName(table.schema(), create.path("idxname").asText()), new Index(table, columns));
        }
    }

    /** The one of a name with its schema. */
    Optional<Index> find(RelationName name) {
        return Optional.ofNullable(indexes.get(name));
    }
}
