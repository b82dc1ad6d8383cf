/**
 * What a plan means right now: which databases, with which sheet, checked how. Pure; used by intake, which hashes it into
 * the check digest, and by the worker, which checks it. A plan's targets are never stored.
 */
package dev.plangate.pipeline.targets;
