/** What can be set, how it is read, and what is wrong with it: all mistakes at once. */
package dev.plangate.pipeline.config;
