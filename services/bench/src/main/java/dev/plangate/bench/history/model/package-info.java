/**
 * What a history holds, as plain records: only what the promises are about is kept of each message, so that some hundred
 * thousand records fit into memory.
 */
package dev.plangate.bench.history.model;
