package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Key.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads definitions of keys. */
final class KeyReader {
    private static final Set<String> BEGINNINGS = Set.of("PRIMARY", "UNIQUE", "INDEX", "KEY", "FULLTEXT", "SPATIAL",
            "VECTOR");

    private KeyReader() {}

    /** Whether a key begins here, behind a CONSTRAINT with its name perhaps, and no column. */
    static boolean begins(Cursor in) {
        return BEGINNINGS.contains(in.word()) && !(in.is("VECTOR") && !in.part(in.at() + 1, in.size()).is("INDEX")
                && !in.part(in.at() + 1, in.size()).is("KEY"));
    }

    /** The key that begins here. */
    static Key read(Cursor in, String constraint) {
        var kind = switch (in.word()) {
            case "PRIMARY" -> Kind.PRIMARY;
            case "UNIQUE" -> Kind.UNIQUE;
            case "FULLTEXT" -> Kind.FULLTEXT;
            case "SPATIAL" -> Kind.SPATIAL;
            case "VECTOR" -> Kind.VECTOR;
            default -> Kind.INDEX;
        };
        in.pass();
        in.takeAny("INDEX", "KEY");
        in.take("IF", "NOT", "EXISTS");
        String name = in.is("(") || in.is("USING") ? constraint : in.name();
        return new Key(kind, kind == Kind.PRIMARY ? "" : name, columns(in));
    }

    /** The columns between the next brackets. */
    static List<Key.Part> columns(Cursor in) {
        in.back(in.find("("));
        return in.group().map(group -> group.parts().stream().map(KeyReader::part).toList()).orElse(List.of());
    }

    private static Key.Part part(Cursor in) {
        if (in.is("(")) {
            return new Key.Part("", 0);
        }
        String column = in.name();
        int prefix = in.group().map(group -> group.ended() ? "" : group.text(0).toLowerCase(Locale.ROOT))
                .filter(digits -> digits.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(0);
        return new Key.Part(column, prefix);
    }
}
