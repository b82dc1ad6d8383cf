package dev.plangate.standalone.registry;

import dev.plangate.standalone.registry.RegisteredSchema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All versions of all subjects, in memory. Not thread-safe. */
final class SchemaCatalog {
    private final Map<String, List<RegisteredSchema>> subjects = new TreeMap<>();
    private final Map<Schema, Integer> ids = new HashMap<>();
    private final Map<Integer, Schema> schemas = new TreeMap<>();

    /** What the next registration of this schema would be; not added yet. */
    RegisteredSchema next(String subject, Schema schema) {
        var id = ids.getOrDefault(schema, schemas.size() + 1);
        return new RegisteredSchema(subject, versions(subject).size() + 1, id, schema);
    }

    void add(RegisteredSchema version) {
        subjects.computeIfAbsent(version.subject(), subject -> new ArrayList<>()).add(version);
        ids.put(version.schema(), version.id());
        schemas.put(version.id(), version.schema());
    }

    Collection<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Oldest first; empty for an unknown subject. */
    List<RegisteredSchema> versions(String subject) {
        return subjects.getOrDefault(subject, List.of());
    }

    Optional<RegisteredSchema> find(String subject, Schema schema) {
        return versions(subject).stream().filter(version -> version.schema().equals(schema)).findFirst();
    }

    Optional<Schema> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** Every subject's versions with this id. */
    List<RegisteredSchema> uses(int id) {
        return subjects.values().stream().flatMap(List::stream).filter(version -> version.id() == id).toList();
    }
}
