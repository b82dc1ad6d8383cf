package dev.plangate.db;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.util.JsonFormat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** One row of a result, read from left to right. */
final class Row {

    private final ResultSet result;
    private int column;

    Row(ResultSet result) {
        this.result = result;
    }

    String text() {
        return read(i -> result.getString(i));
    }

    long number() {
        return read(i -> result.getLong(i));
    }

    int integer() {
        return Math.toIntExact(number());
    }

    boolean flag() {
        return read(i -> result.getBoolean(i));
    }

    byte[] bytes() {
        return read(i -> result.getBytes(i));
    }

    UUID uuid() {
        return read(i -> result.getObject(i, UUID.class));
    }

    /** Null stays null. */
    Instant instant() {
        OffsetDateTime time = read(i -> result.getObject(i, OffsetDateTime.class));
        return time == null ? null : time.toInstant();
    }

    List<String> texts() {
        return read(i -> List.of((String[]) result.getArray(i).getArray()));
    }

    /** A stored message; null reads as the default instance. */
    <M extends Message> M message(Parser<M> parser) {
        byte[] bytes = bytes();
        try {
            return parser.parseFrom(bytes == null ? new byte[0] : bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("column %d holds no such message".formatted(column), e);
        }
    }

    /** A column of protojson; fields that this version does not know are left out. */
    <B extends Message.Builder> B json(B builder) {
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(text(), builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("column %d holds no such message".formatted(column), e);
        }
    }

    private interface Read<T> {
        T at(int column) throws SQLException;
    }

    private <T> T read(Read<T> read) {
        try {
            return read.at(++column);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }
}
