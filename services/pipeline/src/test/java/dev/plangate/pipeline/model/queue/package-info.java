/** Runs, slices and workers: the tables plan_check_run and plan_check_slice, and what each worker believes that it holds. */
package dev.plangate.pipeline.model.queue;
