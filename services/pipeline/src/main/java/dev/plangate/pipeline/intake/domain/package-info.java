/**
 * What intake decides, without I/O: a plan and its run, folded with what arrived, give the next state and what is to be
 * published. Everything here happens inside one transaction of the shell, under the locks that it took.
 */
package dev.plangate.pipeline.intake.domain;
