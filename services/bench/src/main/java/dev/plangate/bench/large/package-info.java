/** One plan with thousands of targets, workers in processes of their own, one of them killed again and again. */
package dev.plangate.bench.large;
