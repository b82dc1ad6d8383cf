/** {@code plangate bench migration}: how long the way from the old layout takes. */
package dev.plangate.bench.migration;
