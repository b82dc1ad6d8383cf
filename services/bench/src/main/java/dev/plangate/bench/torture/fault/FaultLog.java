package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.record.FaultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The faults so far. */
public final class FaultLog implements AutoCloseable {
    private final FaultFile file;
    private final List<FaultRecord> all = new ArrayList<>();

    private FaultLog(FaultFile file) {
        this.file = file;
    }

    public static FaultLog create(Path path) {
        return new FaultLog(FaultFile.create(path));
    }

    public synchronized void add(FaultRecord fault) {
        all.add(fault);
        file.add(all.size(), fault.atMillis(), fault.kind().label(), fault.victim(), fault.inFlight(), fault.detail(),
                fault.recoveredMillis());
    }

    public synchronized int count() {
        return all.size();
    }

    public synchronized List<FaultRecord> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        file.close();
    }
}
