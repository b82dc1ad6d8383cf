/** Words for people. */
package dev.plangate.pipeline.text;
