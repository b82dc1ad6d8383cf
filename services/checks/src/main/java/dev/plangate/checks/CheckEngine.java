package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import java.util.List;

/** x */
public interface CheckEngine extends AutoCloseable {
    List<CheckOutcome> check(CheckJob job) throws InterruptedException;

    @Override
    void close();
}
