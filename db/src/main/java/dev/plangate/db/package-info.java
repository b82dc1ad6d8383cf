/** Plangate's state in Postgres: one store per table. JDBC does not leave this package, and Kafka does not enter it. */
package dev.plangate.db;
