package dev.plangate.pipeline.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.plangate.pipeline.config.LogSettings;
import org.slf4j.LoggerFactory;

/** Log lines go to standard error, so that standard output stays for results. */
public final class Logs {
    private record Configured(Level level, boolean plain) {}

    private static Configured configured;

    private Logs() {}

    /** Logs as the settings say. */
    public static void configure(LogSettings settings, boolean terminal) {
        boolean plain = switch (settings.format()) {
            case PLAIN -> true;
            case JSON -> false;
            case AUTO -> terminal;
        };
        configure(Level.toLevel(settings.level().name()), plain);
    }

    /** For client commands: nothing but what goes wrong, unless the user wants to see all. */
    public static void quiet(boolean verbose) {
        configure(verbose ? Level.INFO : Level.OFF, true);
    }

    /** Ends logging; what was logged is written. */
    public static void stop() {
        context().stop();
    }

    private static synchronized void configure(Level level, boolean plain) {
        LoggerContext context = context();
        var wanted = new Configured(level, plain);
        if (wanted.equals(configured)) {
            // A command inside another one: a reset would let lines slip out that other threads are about to log.
            return;
        }
        configured = wanted;
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(plain ? plain(context) : json(context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // The level first: a reset leaves everything at DEBUG, and other threads go on logging.
        root.setLevel(level);
        if (level.toInt() == Level.INFO_INT) {
            // Their INFO is a page of configuration for each client.
            context.getLogger("org.apache.kafka").setLevel(Level.WARN);
            context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
            context.getLogger("org.flywaydb").setLevel(Level.WARN);
            context.getLogger("com.linecorp.armeria").setLevel(Level.WARN);
        }
        if (level.toInt() < Level.ERROR_INT) {
            // Says at each start that streams are not transcoded: the API does that itself.
            context.getLogger("com.linecorp.armeria.server.grpc.HttpJsonTranscodingServiceBuilder")
                    .setLevel(Level.ERROR);
        }
        root.addAppender(appender);
    }

    private static Encoder<ILoggingEvent> plain(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %-20.20thread %logger{0}: %msg%n");
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        return encoder;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
