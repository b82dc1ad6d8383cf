package dev.plangate.checks.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column's type under the name that SHOW CREATE TABLE gives it.
 *
 * @param name "int", "varchar"
 * @param arguments between its brackets, without blanks: "20", "10,2", "'a','b'"; of whole numbers none, for their width says nothing
 */
public record ColumnType(String name, String arguments, boolean unsigned) {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(Map.entry("integer", "int"),
            Map.entry("int4", "int"), Map.entry("int8", "bigint"), Map.entry("int2", "smallint"),
            Map.entry("int1", "tinyint"), Map.entry("int3", "mediumint"), Map.entry("middleint", "mediumint"),
            Map.entry("bool", "tinyint"), Map.entry("boolean", "tinyint"), Map.entry("serial", "bigint"),
            Map.entry("dec", "decimal"), Map.entry("numeric", "decimal"), Map.entry("fixed", "decimal"),
            Map.entry("number", "decimal"), Map.entry("real", "double"), Map.entry("float8", "double"),
            Map.entry("float4", "float"), Map.entry("character", "char"), Map.entry("nchar", "char"),
            Map.entry("nvarchar", "varchar"), Map.entry("varchar2", "varchar"), Map.entry("varcharacter", "varchar"),
            Map.entry("clob", "longtext"), Map.entry("long", "mediumtext"));
    /** Bytes of whole numbers. */
    private static final Map<String, Integer> WHOLE = Map.of("tinyint", 1, "smallint", 2, "mediumint", 3, "int", 4,
            "bigint", 8);
    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext",
            "enum", "set");

    /** With synonyms resolved. */
    public static ColumnType of(String written, String arguments, boolean unsigned) {
        String lower = written.toLowerCase(Locale.ROOT);
        String name = SYNONYMS.getOrDefault(lower, lower);
        String kept = WHOLE.containsKey(name) || name.equals("year")
                ? ""
                : arguments.isEmpty() && name.equals("decimal")
                        ? "10,0"
                        : arguments.isEmpty() && name.equals("char") ? "1" : arguments;
        return new ColumnType(name, name.equals("decimal") && !kept.contains(",") ? kept + ",0" : kept,
                unsigned || lower.equals("serial"));
    }

    /** Bytes of a whole number; 0 = it is none. */
    public int wholeBytes() {
        return WHOLE.getOrDefault(name, 0);
    }

    /** The largest number that an AUTO_INCREMENT of it can reach, as a floating-point number. */
    public double largest() {
        return Math.pow(2, wholeBytes() * 8.0 - (unsigned ? 0 : 1)) - 1;
    }

    /** Whether it holds text and so has a character set. */
    public boolean text() {
        return TEXTS.contains(name);
    }

    /** The characters that it holds at most; -1 when its arguments are no such number. */
    public int length() {
        return arguments.matches("[0-9]{1,9}") ? Integer.parseInt(arguments) : -1;
    }

    /** Its members, of ENUM and SET. */
    public List<String> members() {
        return List.of(arguments.split(",(?=')", -1));
    }

    /** As SQL writes it. */
    @Override
    public String toString() {
        return name + (arguments.isEmpty() ? "" : "(" + arguments + ")") + (unsigned ? " unsigned" : "");
    }
}
