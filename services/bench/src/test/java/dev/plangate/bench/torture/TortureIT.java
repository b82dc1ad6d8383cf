package dev.plangate.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.torture.fault.FaultRecord;
import dev.plangate.bench.torture.fault.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code plangate torture}: what it runs, and what it holds Plangate to, are the same. */
final class TortureIT {
    @TempDir
    Path dir;

    @Test
    @DisplayName("Traps 3, 17, 21, 29-31, 33, 46, 50, 53: processes are killed and paused while they work, and every promise is kept")
    void promisesAreKeptUnderFaults() {
        var options = new TortureOptions(11, 160, 15, 3, dir, List.of(), List.of(FaultKind.values()), 12,
                Duration.ofSeconds(3));

        Report report = new Torture(options, ProgressLine.onStandardError()).run();

        assertThat(report.green()).as(report.text()).isTrue();
        assertThat(report.faults()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(report.faults().stream().filter(FaultRecord::inFlight).count()).isGreaterThanOrEqualTo(12);
        assertThat(report.verdict().figures().requests()).isGreaterThan(160);
        assertThat(report.verdict().figures().rollouts()).isPositive();
    }
}
