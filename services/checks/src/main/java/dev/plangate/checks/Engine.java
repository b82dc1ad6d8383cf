package dev.plangate.checks;

/** What kind of server an instance is. */
public enum Engine {
    POSTGRES, MYSQL, MARIADB, ORACLE, MSSQL, SQLITE
}
