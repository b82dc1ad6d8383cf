/**
 * The outside checker: decides from a history alone whether Plangate kept its promises. Knows the contracts, and nothing of
 * Plangate's code: nothing outside of this package and the JDK but Jackson and picocli may be imported.
 */
package dev.plangate.bench.history;
