package dev.plangate.pipeline.api.domain;

import dev.plangate.pipeline.api.domain.Condition.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the part of the filter language of AIP-160 that lists understand: conditions with AND, values with OR in parentheses. */
final class FilterReader {
    private static final int LONGEST = 2_000;
    private static final List<Operator> LONGEST_FIRST = Arrays.stream(Operator.values())
            .sorted(Comparator.comparingInt((Operator each) -> each.sign().length()).reversed()).toList();

    private final String text;
    private int at;

    private FilterReader(String text) {
        this.text = text;
    }

    /**
     * The conditions in their order; none for an empty text.
     *
     * @throws InvalidField of "filter", with the place of the first mistake
     */
    static List<Condition> read(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidField("filter", "should have at most %d characters".formatted(LONGEST));
        }
        return new FilterReader(text).conditions();
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        blanks();
        while (at < text.length()) {
            if (!conditions.isEmpty() && !isWord("AND")) {
                throw wrong("expected AND between two conditions");
            }
            conditions.add(condition());
            blanks();
        }
        return conditions;
    }

    private Condition condition() {
        blanks();
        int begin = at;
        String field = word().orElseThrow(() -> wrong("expected the name of a field"));
        blanks();
        Operator operator = LONGEST_FIRST.stream().filter(each -> text.startsWith(each.sign(), at)).findFirst()
                .orElseThrow(() -> wrong("expected =, !=, <, <=, > or >= after %s".formatted(field)));
        at += operator.sign().length();
        blanks();
        List<String> values = new ArrayList<>();
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            do {
                values.add(value());
            } while (isWord("OR"));
            if (at >= text.length() || text.charAt(at) != ')') {
                throw wrong("expected OR or ) after a value");
            }
            at++;
        } else {
            values.add(value());
        }
        Condition condition = new Condition(begin + 1, field, operator, values);
        if (values.size() > 1 && operator != Operator.EQUALS) {
            throw condition.wrong("several values take =, not " + operator.sign());
        }
        return condition;
    }

    private String value() {
        blanks();
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        return word().orElseThrow(() -> wrong("expected a value, in double quotes unless it is a word or a number"));
    }

    private String quoted() {
        int begin = at;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        at = begin;
        throw wrong("expected a closing \"");
    }

    /** Letters, digits and what times and names are made of. */
    private Optional<String> word() {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at))
                || "_-+.:/".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return begin == at ? Optional.empty() : Optional.of(text.substring(begin, at));
    }

    /** Passes a keyword if it stands here. */
    private boolean isWord(String keyword) {
        blanks();
        int begin = at;
        if (word().filter(keyword::equals).isPresent()) {
            return true;
        }
        at = begin;
        return false;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private InvalidField wrong(String what) {
        return new InvalidField("filter", "at character %d: %s".formatted(at + 1, what));
    }
}
