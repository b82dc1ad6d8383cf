package dev.plangate.standalone.registry;

import java.util.List;

/**
 * One version of a subject, as it is kept: one JSON line each.
 *
 * @param subject "plangate.plans-value"
 * @param version 1, 2, 3 ... per subject
 * @param id of the schema: the same for the same schema under every subject
 */
record RegisteredSchema(String subject, int version, int id, Schema schema) {
    /**
     * A schema as it was given. Two are the same when their texts and references are.
     *
     * @param schemaType PROTOBUF, AVRO or JSON
     */
    record Schema(String schemaType, String schema, List<Reference> references) {
        Schema {
            schemaType = schemaType == null ? "AVRO" : schemaType;
            references = references == null ? List.of() : List.copyOf(references);
        }
    }

    /** An import: its name in the text, and which version of which subject it is. */
    record Reference(String name, String subject, int version) {}
}
