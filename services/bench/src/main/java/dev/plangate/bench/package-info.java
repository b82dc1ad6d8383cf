/** Benchmarks. Never shipped: the image of the services does not hold them. */
package dev.plangate.bench;
