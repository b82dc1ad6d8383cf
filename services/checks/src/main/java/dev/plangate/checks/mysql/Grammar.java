package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Dialect;
import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;

/**
 * A grammar of Debezium's: whether it takes a text for one statement. Three of them, for none knows all of a server's SQL: what one of the server's accepts is
 * valid. Which they are is said in one place, here.
 */
enum Grammar {
    /** Oracle's own, up to the newest version. */
    MYSQL,
    /** What MySQL 5.7 took, and more. */
    OLD_MYSQL, MARIADB;

    private record Reading(Parser parser, Runnable start) {}

    static {
        QuietRuntime.load(MySqlLexer.class, MySqlParser.class, MariaDBLexer.class, MariaDBParser.class,
                io.debezium.ddl.parser.mysql.legacy.MySqlLexer.class,
                io.debezium.ddl.parser.mysql.legacy.MySqlParser.class);
    }

    /** Where the old grammars put what their scanner does not know, so that their parser never sees it. */
    private static final int STRAY = 3;

    private Lexer lexer(CharStream text) {
        return switch (this) {
            case MYSQL -> new MySqlLexer(text);
            case OLD_MYSQL -> new io.debezium.ddl.parser.mysql.legacy.MySqlLexer(text);
            case MARIADB -> new MariaDBLexer(text);
        };
    }

    private Reading reading(TokenStream tokens) {
        return switch (this) {
            case MYSQL -> {
                var parser = new MySqlParser(tokens);
                yield new Reading(parser, parser::queries);
            }
            case OLD_MYSQL -> {
                var parser = new io.debezium.ddl.parser.mysql.legacy.MySqlParser(tokens);
                yield new Reading(parser, parser::root);
            }
            case MARIADB -> {
                var parser = new MariaDBParser(tokens);
                yield new Reading(parser, parser::root);
            }
        };
    }

    /** Those of a server, the most exact first. */
    static List<Grammar> of(Dialect dialect) {
        return switch (dialect) {
            case MYSQL, POSTGRES -> List.of(MYSQL, OLD_MYSQL);
            case MARIADB -> List.of(MARIADB, MYSQL, OLD_MYSQL);
        };
    }

    /** Where a statement is wrong; empty = nowhere. */
    Optional<Mistake> mistake(String statement) {
        // The fast way may refuse what is valid, and never takes what is not.
        return mistake(statement, PredictionMode.SLL).flatMap(_ -> mistake(statement, PredictionMode.LL));
    }

    private Optional<Mistake> mistake(String statement, PredictionMode mode) {
        var first = new FirstMistake();
        Lexer lexer = lexer(CharStreams.fromString(statement));
        lexer.removeErrorListeners();
        lexer.addErrorListener(first);
        var tokens = new CommonTokenStream(lexer);
        var reading = reading(tokens);
        reading.parser().setBuildParseTree(false);
        reading.parser().removeErrorListeners();
        reading.parser().addErrorListener(first);
        reading.parser().getInterpreter().setPredictionMode(mode);
        reading.start().run();
        tokens.getTokens().stream().filter(token -> token.getChannel() == STRAY).findFirst()
                .ifPresent(token -> first.found(token.getStartIndex(), token.getText()));
        return first.mistake();
    }

    /**
     * What a grammar did not expect.
     *
     * @param at its code point
     * @param text empty at the end of the statement
     */
    record Mistake(int at, String text) {}
}
