package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Grammar.Mistake;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Keeps the first thing that a grammar complains of. */
final class FirstMistake extends BaseErrorListener {
    private Mistake mistake;

    @Override
    public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message,
            RecognitionException thrown) {
        if (thrown instanceof LexerNoViableAltException lexical) {
            found(lexical.getStartIndex(), "");
            return;
        }
        // of several ways that all end at a word it is this word that fits none of them
        Token token = thrown instanceof NoViableAltException && thrown.getOffendingToken() != null
                ? thrown.getOffendingToken()
                : symbol instanceof Token given ? given : null;
        if (token != null) {
            found(token.getStartIndex(), token.getType() == Token.EOF ? "" : token.getText());
        }
    }

    /** At a code point. */
    void found(int at, String text) {
        if (mistake == null || at < mistake.at()) {
            mistake = new Mistake(at, text);
        }
    }

    Optional<Mistake> mistake() {
        return Optional.ofNullable(mistake);
    }
}
