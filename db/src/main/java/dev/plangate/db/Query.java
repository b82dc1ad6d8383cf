package dev.plangate.db;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** A statement with its parameters, in the order of its question marks. Batches are passed column by column, one array each. */
final class Query {

    /** One column of a batch. */
    private static final class ArrayOf {

        private final String type;
        private final Object[] elements;

        ArrayOf(String type, Object[] elements) {
            this.type = type;
            this.elements = elements;
        }
    }

    private final Connection connection;
    private final String sql;
    private final List<Object> parameters = new ArrayList<>();

    Query(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    Query text(String value) {
        parameters.add(value);
        return this;
    }

    Query number(long value) {
        parameters.add(value);
        return this;
    }

    Query number(int value) {
        parameters.add(value);
        return this;
    }

    Query uuid(UUID value) {
        parameters.add(value);
        return this;
    }

    Query texts(Collection<String> values) {
        return texts(values, Function.identity());
    }

    <T> Query texts(Collection<T> rows, Function<T, String> column) {
        return array("text", rows.stream().map(column).toArray(String[]::new));
    }

    Query longs(Collection<Long> values) {
        return longs(values, Long::longValue);
    }

    <T> Query longs(Collection<T> rows, ToLongFunction<T> column) {
        return array("int8", rows.stream().map(column::applyAsLong).toArray(Long[]::new));
    }

    Query ints(Collection<Integer> values) {
        return ints(values, Integer::intValue);
    }

    <T> Query ints(Collection<T> rows, ToIntFunction<T> column) {
        return array("int4", rows.stream().map(column::applyAsInt).toArray(Integer[]::new));
    }

    /** ISO 8601; the statement casts to timestamptz. Null stays null. */
    <T> Query instants(Collection<T> rows, Function<T, Instant> column) {
        return texts(rows, row -> column.apply(row) == null ? null : column.apply(row).toString());
    }

    <T> Query flags(Collection<T> rows, Function<T, Boolean> column) {
        return array("bool", rows.stream().map(column).toArray(Boolean[]::new));
    }

    <T> Query bytes(Collection<T> rows, Function<T, byte[]> column) {
        return array("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /** The rows of the result, each read column by column. */
    <T> List<T> list(Function<Row, T> mapper) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Array> arrays = bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(mapper.apply(new Row(result)));
                }
                return rows;
            } finally {
                free(arrays);
            }
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /** The one row of the result, if there is one. */
    <T> Optional<T> one(Function<Row, T> mapper) {
        List<T> rows = list(mapper);
        if (rows.size() > 1) {
            throw new IllegalStateException("expected one row, got " + rows.size());
        }
        return rows.stream().findFirst();
    }

    /** Runs a statement without a result; the number of rows it wrote. */
    int update() {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Array> arrays = bind(statement);
            try {
                return statement.executeUpdate();
            } finally {
                free(arrays);
            }
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private Query array(String type, Object[] elements) {
        parameters.add(new ArrayOf(type, elements));
        return this;
    }

    private List<Array> bind(PreparedStatement statement) throws SQLException {
        List<Array> arrays = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof ArrayOf values) {
                Array array = connection.createArrayOf(values.type, values.elements);
                arrays.add(array);
                statement.setArray(i + 1, array);
            } else {
                statement.setObject(i + 1, parameters.get(i));
            }
        }
        return arrays;
    }

    private static void free(List<Array> arrays) throws SQLException {
        for (Array array : arrays) {
            array.free();
        }
    }
}
