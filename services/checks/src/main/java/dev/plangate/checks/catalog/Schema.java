package dev.plangate.checks.catalog;

import java.util.OptionalLong;

/**
 * A schema of the target.
 *
 * @param tables how many it has
 * @param rows of all of them; empty when one was never analyzed
 */
public record Schema(String name, int tables, OptionalLong rows) {}
