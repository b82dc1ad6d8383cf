package dev.plangate.pipeline.runtime;

/**
 * One line of /readyz.
 *
 * @param check what was looked at
 * @param detail why it is not ok, such as the last error; no secrets
 */
public record Health(String check, boolean ok, String detail) {}
