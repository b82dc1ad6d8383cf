package dev.plangate.bench.torture.record;

import java.nio.file.Path;

/** What was done to the processes. */
public final class FaultFile implements AutoCloseable {
    private final LineFile lines;

    private FaultFile(LineFile lines) {
        this.lines = lines;
    }

    public static FaultFile create(Path file) {
        return new FaultFile(LineFile.create(file));
    }

    /**
     * One more.
     *
     * @param recoveredMillis negative = it did not recover in time
     */
    public void add(int number, long atMillis, String kind, String victim, boolean inFlight, String detail,
            long recoveredMillis) {
        lines.add(JsonLine.of(json -> {
            json.writeNumberField("n", number);
            json.writeNumberField("at_ms", atMillis);
            json.writeStringField("kind", kind);
            json.writeStringField("victim", victim);
            json.writeBooleanField("in_flight", inFlight);
            json.writeStringField("detail", detail);
            if (recoveredMillis >= 0) {
                json.writeNumberField("recovered_ms", recoveredMillis);
            }
        }));
        lines.flush();
    }

    @Override
    public void close() {
        lines.close();
    }
}
