/** What {@code plangate migrate} tells. */
package dev.plangate.pipeline.migration;
