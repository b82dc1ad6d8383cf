/** The whole pipeline under load: how many plans a second, and how long each stage takes. */
package dev.plangate.bench.pipeline;
