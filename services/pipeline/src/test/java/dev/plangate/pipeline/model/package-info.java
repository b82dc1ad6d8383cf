/**
 * An exhaustive model of the queue and of the relay: every order of every step of a few workers, runs and relays, with
 * the promises checked in each state. A rule that is SQL is one atomic step here, named after its statement; a rule that
 * is a pure function is that function.
 */
package dev.plangate.pipeline.model;
