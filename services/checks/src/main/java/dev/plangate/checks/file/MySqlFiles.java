package dev.plangate.checks.file;

import dev.plangate.checks.sql.Dialect;

/**
 * Files are for a server of MySQL or MariaDB.
 *
 * @param dialect which of them
 */
public record MySqlFiles(Dialect dialect, MySqlCatalogSource catalogs) {}
