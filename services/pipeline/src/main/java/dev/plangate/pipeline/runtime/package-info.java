/** What every service runs in: start, stop, health, metrics, logs, and the loop that work is done in. */
package dev.plangate.pipeline.runtime;
