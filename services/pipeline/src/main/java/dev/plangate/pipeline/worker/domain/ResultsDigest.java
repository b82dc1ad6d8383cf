package dev.plangate.pipeline.worker.domain;

import dev.plangate.contract.Sha256;
import dev.plangate.v1.CheckOutcome;
import java.math.BigInteger;
import java.util.List;

/**
 * Tells whether two runs found the same, in whatever order and slices. The SHA-256 of all outcomes, added up modulo 2^256, so that
 * parts of a run can be put together; 64 hex digits.
 */
final class ResultsDigest {
    private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

    private ResultsDigest() {}

    static String of(List<CheckOutcome> outcomes) {
        return sum(outcomes.stream().map(outcome -> Sha256.hex(outcome.toByteArray())).toList());
    }

    /** Of parts of a run, that of the whole; empty when a part was written by a version that made none. */
    static String sum(List<String> parts) {
        if (parts.stream().anyMatch(String::isEmpty)) {
            return "";
        }
        var sum = parts.stream().map(part -> new BigInteger(part, 16)).reduce(BigInteger.ZERO, BigInteger::add);
        return "%064x".formatted(sum.mod(MODULUS));
    }
}
