package dev.plangate.checks.mariadb;

import java.sql.SQLException;
import java.util.List;

/** A database of a MariaDB server with one table for each thing that matters to gh-ost, and a user who may do what gh-ost does. */
public final class GhostShop {
    /** Also tries what a configuration file might take for something else. */
    public static final String PASSWORD = "S3cr3t #;\"'` pw";
    public static final String USER = "ghoster";

    private GhostShop() {}

    /** Makes database and users anew. */
    public static MariaDbServer on(List<String> options, String database) throws SQLException {
        var server = MariaDbServer.with(options);
        server.database(database, """
                create table orders (id bigint auto_increment primary key, code varchar(20) not null, note text,
                    unique key code_u (code))
                """, "insert into orders (code) values ('a'), ('b'), ('c')", "analyze table orders",
                "create view big as select * from orders", "create table `Or ``ders` (id int primary key)",
                "create table old (id int primary key) engine=MyISAM", "create table keyless (id int)",
                "create table maybe (id int, unique key (id))", "create table parent (id int primary key)",
                "create table child (id int primary key, parent_id int, constraint to_parent foreign key (parent_id) references parent (id))",
                "create table watched (id int primary key)",
                "create trigger seen before insert on watched for each row set new.id = new.id",
                "create table half (id int primary key)", "create table _half_gho (id int)",
                "create table _half_ghc (id int)", "create table quarter (id int primary key)",
                "create table _quarter_ghc (id int)", "create table twice (id int primary key)",
                "create table Twice (id int primary key)");
        server.run("", "create or replace user '" + USER + "'@'127.0.0.1' identified by '"
                + PASSWORD.replace("'", "''") + "'",
                "grant all privileges on `" + database + "`.* to '" + USER + "'@'127.0.0.1'",
                "grant replication client, replication slave, slave monitor on *.* to '" + USER + "'@'127.0.0.1'");
        return server;
    }
}
