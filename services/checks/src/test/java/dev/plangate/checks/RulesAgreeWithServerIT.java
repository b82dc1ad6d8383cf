package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs statements for real, on a table made for it, and looks whether the server rewrites or scans it: exactly then a rule must say so. */
class RulesAgreeWithServerIT {
    private static final CheckEngine ENGINE = CheckEngine
            .open(Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 4))));
    private static final String TABLES = """
            drop table if exists v, u;
            create table u (id int primary key);
            insert into u select generate_series(1, 1000);
            create table v (id int not null, a int, b varchar(10), c text, d numeric(10,2), e timestamp(3), f timestamptz, g cidr, h char(5), i bit varying(5), j int,
                constraint j_given check (j is not null));
            insert into v select i, i, 'b', 'c', 1, now(), now(), '10.0.0.0/8', 'h', '1', i from generate_series(1, 1000) i;
            """;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table v alter a type bigint", "alter table v alter b type varchar(20)",
            "alter table v alter b type varchar(5)", "alter table v alter b type text",
            "alter table v alter b type varchar", "alter table v alter c type varchar",
            "alter table v alter c type varchar(50)", "alter table v alter d type numeric(12,2)",
            "alter table v alter d type numeric", "alter table v alter d type numeric(12,4)",
            "alter table v alter e type timestamp(6)", "alter table v alter e type timestamp(0)",
            "alter table v alter g type inet", "alter table v alter h type char(9)", "alter table v alter h type text",
            "alter table v alter i type bit varying(9)",
            "alter table v alter a type int", "alter table v alter a type bigint using a::bigint",
            "alter table v alter b type text using b::text",
            "alter table v alter b type text using b || ''", "alter table v alter a type text",
            "alter table v alter id set not null", "alter table v alter a set not null",
            "alter table v alter j set not null", "alter table v add x int",
            "alter table v add x int not null default 0", "alter table v add x timestamptz default now()",
            "alter table v add x timestamptz default clock_timestamp()", "alter table v add x float default random()",
            "alter table v add x uuid default gen_random_uuid()",
            "alter table v add x jsonb default '{}'::jsonb", "alter table v add x text default lower('A')",
            "alter table v add x int check (x > 0)",
            "alter table v add x int references u", "alter table v add x int default 1 references u",
            "alter table v add check (a > 0)",
            "alter table v add check (a > 0) not valid", "alter table v add constraint n not null a",
            "alter table v add constraint n not null a not valid",
            "alter table v add foreign key (a) references u",
            "alter table v add foreign key (a) references u not valid", "alter table v add unique (a)",
            "alter table v add primary key (id)", "create index on v (a)",
            "alter table v rename constraint j_given to k", "alter table v alter a set default random()",
            "alter table v add x int unique", "alter table v drop constraint j_given",
            "alter table v alter c set storage main"})
    void aRuleSpeaksWhenTheServerRewritesOrScans(String sql) throws Exception {
        Shop.run(Shop.SERVER, "shop", TABLES);
        var outcomes = ENGINE
                .check(Shop.job("main", "shop", "set lock_timeout = '1s'; " + sql, Shop.ADVISE, Duration.ofMinutes(1)));
        // whether the new key has an index is another question
        boolean found = outcomes.stream()
                .anyMatch(outcome -> !Set.of("OK", "missing-fk-index").contains(outcome.getTitle()));
        assertThat(found).as(Shop.lines(outcomes).toString()).isEqualTo(touchesRows(sql));
    }

    private static boolean touchesRows(String sql) throws SQLException {
        try (Connection connection = Shop.SERVER.getDatabase("postgres", "shop").getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String before = observed(connection);
            statement.execute(sql);
            boolean touched = !observed(connection).equals(before);
            connection.rollback();
            return touched;
        }
    }

    private static String observed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        """
                                select pg_relation_filenode('v') || ' ' || (select seq_scan from pg_stat_xact_user_tables where relid = 'v'::regclass)
                                """)) {
            row.next();
            return row.getString(1);
        }
    }
}
