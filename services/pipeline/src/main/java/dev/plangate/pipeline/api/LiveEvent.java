package dev.plangate.pipeline.api;

import com.google.protobuf.Message;

/**
 * A record that was published just now.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param message CheckRun, CheckResult or GateStatus
 * @param position its offset in the plan's partition
 */
record LiveEvent(String plan, Message message, long position) {}
