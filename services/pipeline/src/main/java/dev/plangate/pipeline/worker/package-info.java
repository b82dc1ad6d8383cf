/**
 * The worker: claims check runs in batches, checks their targets side by side on virtual threads, and completes in batches.
 * Every write names the fence of its claim; a worker whose lease ended changes nothing.
 */
package dev.plangate.pipeline.worker;
