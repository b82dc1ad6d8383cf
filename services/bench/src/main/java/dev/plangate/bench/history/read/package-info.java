/** From the files of a history to its records. What cannot be read is told by file and line, and nothing is judged then. */
package dev.plangate.bench.history.read;
