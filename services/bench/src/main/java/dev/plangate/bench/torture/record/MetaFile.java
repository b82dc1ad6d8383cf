package dev.plangate.bench.torture.record;

import java.nio.file.Path;

/** What the run was. */
public final class MetaFile {
    private MetaFile() {}

    /**
     * Writes it.
     *
     * @param drained everything has come to rest, so that what is missing now is missing for ever
     */
    public static void write(Path file, long seed, int plans, int faults, long startedMillis, long endedMillis,
            boolean drained) {
        try (LineFile lines = LineFile.create(file)) {
            lines.add(JsonLine.of(json -> {
                json.writeNumberField("format", 1);
                json.writeNumberField("seed", seed);
                json.writeNumberField("plans", plans);
                json.writeNumberField("faults", faults);
                json.writeNumberField("started_ms", startedMillis);
                json.writeNumberField("ended_ms", endedMillis);
                json.writeBooleanField("drained", drained);
            }));
        }
    }
}
