package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Token.Kind;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the tokens of a statement, or of a part of one, from left to right. Used by one thread. */
final class Cursor {
    private final SourceText source;
    private final List<Token> tokens;
    private int at;

    Cursor(SourceText source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    boolean ended() {
        return at >= tokens.size();
    }

    int at() {
        return at;
    }

    void back(int to) {
        at = to;
    }

    int size() {
        return tokens.size();
    }

    void pass() {
        at++;
    }

    /** The rest from a token on, up to another one. */
    Cursor part(int from, int to) {
        return new Cursor(source, tokens.subList(from, to));
    }

    /** Where all of it stands. */
    Range range() {
        return new Range(tokens.getFirst().from(), tokens.getLast().to());
    }

    /** From the next token on; all of it when there is none. */
    Range rest() {
        return ended() ? range() : new Range(tokens.get(at).from(), tokens.getLast().to());
    }

    /** From a token up to the next one to be read. */
    Range since(int from) {
        return new Range(tokens.get(from).from(), tokens.get(Math.max(from, at - 1)).to());
    }

    /** The text from a token up to another one, with what stands between. */
    String text(int from, int to) {
        return from >= to ? "" : source.text(new Range(tokens.get(from).from(), tokens.get(to - 1).to()));
    }

    /** The text of a token. */
    String text(int i) {
        var token = tokens.get(i);
        return source.text(new Range(token.from(), token.to()));
    }

    /** The keyword that a token is, in upper case; the symbol that it is; empty for names in backticks, strings and beyond the end. */
    String word(int i) {
        if (i >= tokens.size()) {
            return "";
        }
        return switch (tokens.get(i).kind()) {
            case WORD, SYMBOL, NUMBER -> text(i).toUpperCase(Locale.ROOT);
            case QUOTED, STRING -> "";
        };
    }

    /** The next one. */
    String word() {
        return word(at);
    }

    boolean is(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(at + i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Passes words if they are next, all of them. */
    boolean take(String... words) {
        boolean found = is(words);
        at += found ? words.length : 0;
        return found;
    }

    /** Passes one of these if it is next. */
    boolean takeAny(String... words) {
        for (String word : words) {
            if (take(word)) {
                return true;
            }
        }
        return false;
    }

    boolean isString() {
        return !ended() && tokens.get(at).kind() == Kind.STRING;
    }

    /** A name, without its quotes; passed. Empty when none is next. */
    String name() {
        if (ended() || tokens.get(at).kind() == Kind.SYMBOL) {
            return "";
        }
        String text = text(at);
        boolean quoted = tokens.get(at).kind() == Kind.QUOTED || tokens.get(at).kind() == Kind.STRING;
        at++;
        String mark = quoted && !text.isEmpty() ? text.substring(0, 1) : "";
        return quoted && text.length() > 1
                ? text.substring(1, text.length() - 1).replace(mark + mark, mark)
                : text;
    }

    /** A table's name; passed. */
    TableName table() {
        take("."); // ".t" is a table of the default database
        String first = name();
        if (take(".")) {
            return new TableName(first, name());
        }
        return new TableName("", first);
    }

    /** Behind the bracket that ends what the next token opens; it is passed. Nothing is when it opens nothing. */
    Optional<Cursor> group() {
        if (!is("(")) {
            return Optional.empty();
        }
        int from = at + 1;
        int depth = 0;
        while (!ended()) {
            depth += is("(") ? 1 : is(")") ? -1 : 0;
            at++;
            if (depth == 0) {
                return Optional.of(part(from, at - 1));
            }
        }
        return Optional.of(part(Math.min(from, tokens.size()), tokens.size()));
    }

    /** The index of the first of some words outside of brackets; the end when there is none. */
    int find(String... words) {
        var wanted = Set.of(words);
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            String word = word(i);
            if (depth == 0 && wanted.contains(word)) {
                return i;
            }
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
        }
        return tokens.size();
    }

    /** The rest, cut at the commas outside of brackets. */
    List<Cursor> parts() {
        var parts = new ArrayList<Cursor>();
        while (!ended()) {
            int end = find(",");
            if (end > at) {
                parts.add(part(at, end));
            }
            at = end + 1;
        }
        return parts;
    }
}
