package dev.plangate.checks.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SheetParserTest {
    private static final SheetParser PARSER = new SheetParser(2 * 1024 * 1024, 1 << 20, 1);

    @AfterAll
    static void close() {
        PARSER.close();
    }

    private static ParsedSheet parse(String sql) throws Exception {
        return PARSER.parse("", sql, Duration.ofMinutes(2));
    }

    private static ParsedSheet.Valid valid(String sql) throws Exception {
        var parsed = parse(sql);
        assertThat(parsed).isInstanceOf(ParsedSheet.Valid.class);
        return (ParsedSheet.Valid) parsed;
    }

    @Test
    void statementsAreDelimitedByTheGrammarWithoutCommentsAroundThem() throws Exception {
        var sheet = valid("""
                -- first; not a statement
                select 'a;b' ; /* ; */
                create function f() returns int language sql as $$ select 1; $$;
                update t set a = E'\\';' -- the end
                """);
        assertThat(sheet.statements()).extracting(Statement::text).containsExactly("select 'a;b'",
                "create function f() returns int language sql as $$ select 1; $$", "update t set a = E'\\';'");
        assertThat(sheet.statements()).extracting(Statement::type).containsExactly("SELECT", "CREATE_FUNCTION",
                "UPDATE");
    }

    @Test
    void commandsOfAlterTableHaveRangesOfTheirOwn() throws Exception {
        var sheet = valid("""
                alter table if exists only "s,x".t
                  add column a numeric(10, 2) default 0,
                  /* , */ drop column b,
                  add constraint c check (d in ('x,y', $q$,$q$))""");
        var statement = sheet.statements().getFirst();
        assertThat(statement.commands()).extracting(sheet.source()::text).containsExactly(
                "add column a numeric(10, 2) default 0", "drop column b",
                "add constraint c check (d in ('x,y', $q$,$q$))");
    }

    @Test
    void aSyntaxErrorIsLocatedInCodePoints() throws Exception {
        var parsed = (ParsedSheet.Invalid) parse("select 1;\r\n\tselect '\u00e4\ud83d\ude00' frm x;");
        assertThat(parsed.message()).contains("syntax error at or near \"x\"");
        assertThat(parsed.source().position(parsed.at())).isEqualTo(new Position(2, 18));
    }

    @Test
    void aNulByteDoesNotHideWhatFollows() throws Exception {
        var parsed = (ParsedSheet.Invalid) parse("select 1;\u0000drop table t;");
        assertThat(parsed.source().position(parsed.at())).isEqualTo(new Position(1, 10));
    }

    /** Trap 18: what was not reviewed is an outcome of its own, never a sheet without findings. */
    @Test
    void whatIsTooLargeIsNotParsed() throws Exception {
        var parsed = (ParsedSheet.Unparsed) parse("-".repeat(2 * 1024 * 1024 + 1));
        assertThat(parsed.reason()).contains("limit is 2097152");
    }

    @Test
    void deepNestingIsRefusedAndTheParserGoesOn() throws Exception {
        assertThat(parse("select " + "(".repeat(100_000) + "1" + ")".repeat(100_000)))
                .isInstanceOf(ParsedSheet.Unparsed.class);
        assertThat(parse("select " + "not ".repeat(4_000) + "true")).isInstanceOf(ParsedSheet.Unparsed.class);
        assertThat(valid("select 1").statements()).hasSize(1);
    }

    @Test
    void rowsOfValuesAreCountedAndNotKept() throws Exception {
        var sheet = valid("insert into t values (1)" + ",(2)".repeat(1_999));
        assertThat(sheet.statements().getFirst().rows()).isEqualTo(2_000);
        assertThat(sheet.statements().getFirst().tree().at("/selectStmt/SelectStmt/valuesLists"))
                .hasSize(TreeReader.KEPT);
    }

    @Test
    void anEmptySheetHasNoStatements() throws Exception {
        assertThat(valid("").statements()).isEmpty();
        assertThat(valid(" ;; -- nothing\n").statements()).isEmpty();
    }

    @Test
    void oneSheetIsParsedOnce() throws Exception {
        assertThat(PARSER.parse("x", "select 42", Duration.ofMinutes(1)))
                .isSameAs(PARSER.parse("x", "select 42", Duration.ofMinutes(1)));
    }

    /** Else each sheet makes one anew, which takes longer than its parse. */
    @Test
    void anInstanceIsUsedAgainBehindAnOrdinarySheet() {
        var grammar = new PgGrammar();
        var source = new SourceText("create index on t (a, b) where c > 5;\n".repeat(1_000));
        for (int i = 0; i < 5; i++) {
            assertThat(SheetReader.read(grammar, source)).isInstanceOf(ParsedSheet.Valid.class);
        }
        assertThat(grammar.bytes()).isLessThanOrEqualTo(GrammarPool.KEPT_BYTES);
    }

    /** What a large sheet made large is given back; the next sheet gets an instance as small as the first one's. */
    @Test
    void anInstanceThatGrewIsNotKept() {
        byte[] large = "select 1;\n".repeat(150_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var pool = new GrammarPool(1);
        try {
            long bytes = pool.submit(grammar -> {
                grammar.parse(large);
                return grammar.bytes();
            }).join();
            assertThat(bytes).isGreaterThan(GrammarPool.KEPT_BYTES);
            assertThat(pool.submit(PgGrammar::bytes).join()).isEqualTo(new PgGrammar().bytes());
        } finally {
            pool.close();
        }
    }
}
