package dev.plangate.checks.target;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Constraint;
import dev.plangate.checks.catalog.Index;
import dev.plangate.checks.catalog.SqlType;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.RelationName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of one relation, put together row by row as the queries of {@link CatalogQueries} bring it. Used by one thread. */
final class RelationFacts {
    /** Views, foreign tables, sequences and composite types: nothing that rows are counted in. */
    private static final String WITHOUT_ROWS = "vfSc";
    private static final String WITH_STATISTICS = "rmi";

    private final RelationName name;
    private final char kind;
    private final double tuples;
    private final long live;
    private final boolean parent;
    private final long toast;
    private final long block;
    private final long ownPages;
    private long pages;
    private Family family;
    private final Map<Integer, Attribute> attributes = new TreeMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();
    /** Texts of what uses a column, by its number. */
    private final Map<Integer, Set<String>> uses = new HashMap<>();
    private final Set<String> dependents = new TreeSet<>();

    private record Attribute(String name, SqlType type, boolean notNull) {}

    private record Key(String name, char kind, boolean validated, List<Integer> columns, String definition) {}

    /** @param tuples of all that inherit from it, itself included */
    private record Family(boolean unseen, double tuples, long pages) {}

    /** A row of NAMES. */
    RelationFacts(ResultSet row) throws SQLException {
        name = new RelationName(row.getString("schema"), row.getString("name"));
        kind = row.getString("kind").charAt(0);
        tuples = row.getDouble("tuples");
        live = row.getLong("live");
        parent = row.getBoolean("parent");
        toast = row.getLong("toast");
        block = row.getLong("block");
        ownPages = row.getLong("pages");
        pages = ownPages + row.getLong("toast_pages");
    }

    boolean is(String schema, String relation) {
        return name.schema().equals(schema) && name.name().equals(relation);
    }

    /** Whether something inherits from it, or once did. */
    boolean parent() {
        return parent;
    }

    /** Oid of the table that holds its long values; 0 = none. */
    long toast() {
        return toast;
    }

    /** A row of COLUMNS. */
    void column(ResultSet row) throws SQLException {
        attributes.put(row.getInt("number"), new Attribute(row.getString("name"),
                SqlType.of(row.getString("type"), row.getString("formatted")), row.getBoolean("not_null")));
    }

    /** A row of CONSTRAINTS that is its own. */
    void constraint(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        keys.add(new Key(row.getString("name"), row.getString("kind").charAt(0), row.getBoolean("validated"),
                numbers(row, "columns"), definition == null ? "" : definition));
    }

    /** A row of CONSTRAINTS: a foreign key that points at it. */
    void referencedBy(ResultSet row) throws SQLException {
        if (row.getString("kind").equals("f") && !row.getBoolean("inherited")) {
            String what = "foreign key " + row.getString("quoted") + " of " + row.getString("relation_name");
            for (int column : numbers(row, "referenced_columns")) {
                used(column, what);
            }
            if (row.getLong("relation") != row.getLong("referenced")) {
                dependents.add(what);
            }
        }
    }

    /** A row of USES. */
    void use(ResultSet row) throws SQLException {
        String what = switch (row.getString("kind").charAt(0)) {
            case 'i', 'I' -> "index " + row.getString("quoted");
            case 'm' -> "materialized view " + row.getString("relation_name");
            default -> "view " + row.getString("relation_name");
        };
        used(row.getInt("column"), what);
        if (!what.startsWith("index")) {
            dependents.add(what);
        }
    }

    /**
     * A row of INDEXES.
     *
     * @param own false = of what holds its long values: only its size counts
     */
    void index(ResultSet row, boolean own) throws SQLException {
        pages += row.getLong("pages");
        if (own) {
            var columns = numbers(row, "columns");
            for (int column : columns) {
                used(column, "index " + row.getString("quoted"));
            }
            var leading = columns.subList(0, row.getInt("keys"));
            int expression = leading.indexOf(0);
            String predicate = row.getString("predicate");
            indexes.add(new Index(row.getString("name"), row.getString("method"),
                    names(expression < 0 ? leading : leading.subList(0, expression)), row.getBoolean("is_unique"),
                    row.getBoolean("valid"), predicate == null ? "" : predicate));
        }
    }

    /** A row of FAMILIES. */
    void family(ResultSet row) throws SQLException {
        family = new Family(row.getBoolean("unseen"), row.getDouble("tuples"), row.getLong("pages"));
    }

    private void used(int column, String what) {
        if (column > 0) {
            uses.computeIfAbsent(column, _ -> new TreeSet<>()).add(what);
        }
    }

    /** @param version of the server: server_version_num */
    Table table(int version) {
        return new Table(name, kind, rows(version), (family == null ? pages : family.pages()) * block, columns(),
                keys.stream().map(key -> new Constraint(key.name(), key.kind(), key.validated(), names(key.columns()),
                        key.definition())).toList(),
                List.copyOf(dependents), indexes);
    }

    private OptionalLong rows(int version) {
        if (WITHOUT_ROWS.indexOf(kind) >= 0) {
            return OptionalLong.empty();
        }
        if (family != null) {
            return family.unseen() ? OptionalLong.empty() : OptionalLong.of(Math.round(family.tuples()));
        }
        if (WITH_STATISTICS.indexOf(kind) < 0) {
            return OptionalLong.of(0);
        }
        boolean unseen = tuples < 0 || (tuples == 0 && ownPages == 0 && version < 140_000);
        if (unseen && live == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(tuples > 0 ? Math.round(tuples) : live);
    }

    private Map<String, Column> columns() {
        var columns = new HashMap<String, Column>();
        attributes.forEach((number, attribute) -> columns.put(attribute.name(),
                new Column(attribute.name(), attribute.type(), attribute.notNull() && !isUnproven(number),
                        List.copyOf(uses.getOrDefault(number, Set.of())))));
        return columns;
    }

    /** NOT NULL is only said so far: rows of before may break it. */
    private boolean isUnproven(int column) {
        return keys.stream()
                .anyMatch(key -> key.kind() == 'n' && !key.validated() && key.columns().equals(List.of(column)));
    }

    private List<String> names(List<Integer> numbers) {
        return numbers.stream().map(attributes::get).filter(Objects::nonNull).map(Attribute::name).toList();
    }

    private static List<Integer> numbers(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : Arrays.stream((Short[]) array.getArray()).map(Short::intValue).toList();
    }
}
