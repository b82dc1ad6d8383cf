package dev.plangate.standalone.registry;

import dev.plangate.standalone.registry.RegisteredSchema.Reference;
import dev.plangate.standalone.registry.RegisteredSchema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The operations of a registry. Thread-safe. */
final class Registry implements AutoCloseable {
    private static final Set<String> TYPES = Set.of("PROTOBUF", "AVRO", "JSON");

    private final SchemaCatalog catalog = new SchemaCatalog();
    private final SchemaFile file;

    Registry(Path file) throws IOException {
        this.file = SchemaFile.open(file, catalog);
    }

    /** Registers, unless the subject has the schema. */
    synchronized RegisteredSchema register(String subject, Schema schema) throws RegistryError, IOException {
        validate(schema);
        var known = catalog.find(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        var next = catalog.next(subject, schema);
        file.append(next);
        catalog.add(next);
        return next;
    }

    synchronized RegisteredSchema lookUp(String subject, Schema schema) throws RegistryError {
        validate(schema);
        versions(subject);
        return catalog.find(subject, schema)
                .orElseThrow(() -> RegistryError.noSchema("of subject '%s'".formatted(subject)));
    }

    synchronized Collection<String> subjects() {
        return catalog.subjects();
    }

    synchronized List<RegisteredSchema> versions(String subject) throws RegistryError {
        var versions = catalog.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryError.noSubject(subject);
        }
        return List.copyOf(versions);
    }

    /** By number, or "latest", or -1, which means the same. */
    RegisteredSchema version(String subject, String version) throws RegistryError {
        var versions = versions(subject);
        if (version.equals("latest") || version.equals("-1")) {
            return versions.getLast();
        }
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw RegistryError.invalidVersion(version);
        }
        var number = Integer.parseInt(version);
        if (number > versions.size()) {
            throw RegistryError.noVersion(version);
        }
        return versions.get(number - 1);
    }

    synchronized Schema schema(String id) throws RegistryError {
        return catalog.schema(number(id)).orElseThrow(() -> RegistryError.noSchema(id));
    }

    synchronized List<RegisteredSchema> uses(String id) throws RegistryError {
        schema(id);
        return catalog.uses(number(id));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static int number(String id) throws RegistryError {
        if (!id.matches("[0-9]{1,9}")) {
            throw RegistryError.noSchema(id);
        }
        return Integer.parseInt(id);
    }

    private void validate(Schema schema) throws RegistryError {
        if (schema.schema() == null || schema.schema().isBlank()) {
            throw RegistryError.invalidSchema("\"schema\" is empty");
        }
        if (!TYPES.contains(schema.schemaType())) {
            throw RegistryError
                    .invalidSchema("\"schemaType\" is %s, wanted one of %s".formatted(schema.schemaType(), TYPES));
        }
        for (Reference reference : schema.references()) {
            List<RegisteredSchema> versions = reference.subject() == null
                    ? List.of()
                    : catalog.versions(reference.subject());
            if (reference.version() < -1 || reference.version() == 0 || reference.version() > versions.size()
                    || versions.isEmpty()) {
                throw RegistryError
                        .invalidSchema("the reference %s names version %d of subject '%s', which is not there"
                                .formatted(reference.name(), reference.version(), reference.subject()));
            }
        }
    }
}
