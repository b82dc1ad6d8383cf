package dev.plangate.db;

import java.util.List;

/** The schema is neither empty, nor ours, nor the layout of the original system. Nothing was done to it. */
public final class ForeignSchema extends RuntimeException {

    ForeignSchema(List<String> reasons) {
        super("The schema is none that can be migrated: %s.".formatted(String.join("; ", reasons)));
    }
}
