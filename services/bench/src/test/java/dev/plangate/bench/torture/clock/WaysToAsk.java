package dev.plangate.bench.torture.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Asks for the time in all ways that are woven, and says it in milliseconds. */
final class WaysToAsk {
    static final int NUMBER = 12;

    private WaysToAsk() {}

    @SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone"}) // what others do
    public static void main(String[] args) {
        LongSupplier millis = System::currentTimeMillis;
        Supplier<Instant> now = Instant::now;
        LongStream.of(System.currentTimeMillis(), millis.getAsLong(), Instant.now().toEpochMilli(),
                now.get().toEpochMilli(), Clock.systemUTC().millis(), Clock.systemDefaultZone().millis(),
                Clock.system(ZoneOffset.UTC).millis(), InstantSource.system().millis(), new Date().getTime(),
                LocalDateTime.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC).toEpochMilli(),
                OffsetDateTime.now().toInstant().toEpochMilli(),
                ZonedDateTime.now(ZoneId.of("Asia/Tokyo")).toInstant().toEpochMilli()).forEach(System.out::println);
    }
}
