package dev.plangate.checks.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.ghost.GhostSheet.Alter;
import dev.plangate.checks.ghost.GhostSheet.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetReaderTest {
    private static AlterTable alter(String sheet) {
        return switch (SheetReader.read(sheet)) {
            case Alter(var statement) -> statement;
            case Refused(int at, String reason) -> throw new AssertionError(sheet + ", " + at + ": " + reason);
        };
    }

    @Test
    void whatGhostGetsIsWhatStandsBehindTheNameWithoutComments() {
        var alter = alter("-- gh-ost = {}\nALTER TABLE `shop`.`or``ders` -- the table\n"
                + "  ADD COLUMN note VARCHAR(20) /* why */ DEFAULT 'a, /* b */ -- c', # and\n  DROP INDEX `x,y` ;\n-- end");
        assertThat(alter.schema()).isEqualTo(Optional.of("shop"));
        assertThat(alter.table()).isEqualTo("or`ders");
        assertThat(alter.text())
                .isEqualTo("ADD COLUMN note VARCHAR(20) DEFAULT 'a, /* b */ -- c', DROP INDEX `x,y`");
        assertThat(alter.clauses()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table t add a int", "alter table t add (a int, b int), add unique key u (a, b)",
            "alter table t engine=innodb", "alter table t engine InnoDB, comment 'x'", "alter table t force",
            "alter table t convert to character set utf8mb4 collate utf8mb4_general_ci",
            "alter table t change a a bigint not null", "alter table t change column `a` a bigint",
            "alter table t rename index a to b", "alter table t drop foreign key f", "alter table t drop primary key",
            "alter table t add column directory varchar(9), add column connection int, add column engine text",
            "alter table t partition by hash (id) partitions 4", "alter table t remove partitioning",
            "alter table t add constraint c check (a > 1)", "alter table t alter column a set default 1",
            "alter table t add a int comment 'foreign key references t(a)'", "ALTER TABLE 表 ADD 列 INT"})
    void whatGhostMayBeGiven(String sheet) {
        assertThat(alter(sheet).clauses()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\1', textBlock = """
            0  | no statement               |
            0  | no statement               | ; ;
            0  | begins with create index   | create index i on t (a)
            0  | begins with update t set   | update t set a = 1
            0  | begins with alter ignore   | alter ignore table t add a int
            0  | begins with ALTER VIEW     | ALTER VIEW v AS SELECT 1
            25 | has 2 statements           | alter table t add a int; alter table t add b int
            25 | has 3 statements           | alter table t add a int; drop table t; select 1
            0  | must follow ALTER TABLE    | alter table if exists t add a int
            0  | must follow ALTER TABLE    | alter table 't' add a int
            0  | does nothing               | alter table t
            14 | WAIT and NOWAIT            | alter table t nowait add a int
            24 | has no end                 | alter table t add a int 'x
            14 | comment that servers       | alter table t /*!50700 drop column b, */ add a int
            14 | comment that servers       | alter table t /*M! drop column b, */ add a int
            32 | backslash                  | alter table t add a int comment '\\', exchange partition p with table v -- '
            32 | 'alter table' in a literal | alter table t add a int comment 'ALTER  TABLE x exchange partition p with table v -- '
            14 | exchange                   | alter table t exchange partition p with table victim
            14 | discard                    | alter table t discard tablespace
            25 | import                     | alter table t add a int, import tablespace
            14 | order                      | alter table t order by a
            14 | rename a table             | alter table t rename to u
            14 | rename a table             | alter table t rename u
            14 | its values are lost        | alter table t rename column a to b
            14 | renamed column             | alter table t change a b int
            14 | renamed column             | alter table t change column id Id int
            14 | single partitions          | alter table t add partition (partition p values less than (3))
            14 | single partitions          | alter table t drop partition p
            14 | truncate                   | alter table t truncate partition p
            18 | foreign keys               | alter table t add foreign key (a) references u (a)
            31 | foreign keys               | alter table t add constraint f foreign key (a) references u (a)
            24 | foreign keys               | alter table t add a int references u (a)
            14 | other engine               | alter table t engine=myisam
            14 | other engine               | alter table t engine = federated connection='mysql://u@h/d/t'
            26 | connection                 | alter table t comment 'x' connection='mysql://u@h/d/t'
            33 | directory                  | alter table t engine=innodb data directory='/tmp'
            14 | union                      | alter table t union=(a,b)
            """)
    void whatItMustNotBeGiven(int at, String reason, String sheet) {
        assertThat(SheetReader.read(sheet == null ? "" : sheet)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).containsIgnoringCase(reason);
            assertThat(refused.at()).isEqualTo(at);
        });
    }

    @Test
    void aChangeThatNoProgramTakesAsAnArgument() {
        assertThat(SheetReader.read("alter table t add a int comment '" + "x".repeat(40_000) + "'"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason()).contains("30000"));
        assertThat(SheetReader.read("alter table t add a\0 int")).isInstanceOf(Refused.class);
    }
}
