/** The gate as a service of this program. */
package dev.plangate.pipeline.gate;
