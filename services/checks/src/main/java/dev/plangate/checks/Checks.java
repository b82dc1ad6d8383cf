package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.util.List;

/** What each type finds on a target whose catalog is read. */
interface Checks {
    List<CheckOutcome> of(CheckType type);
}
