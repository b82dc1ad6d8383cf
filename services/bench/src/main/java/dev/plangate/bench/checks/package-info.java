/** The check engine: how fast it parses, and how many targets it checks a second. */
package dev.plangate.bench.checks;
