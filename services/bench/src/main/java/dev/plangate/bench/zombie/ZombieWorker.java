package dev.plangate.bench.zombie;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.plangate.bench.zombie.Report.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.LoggerFactory;

/**
 * A worker's process. Arguments: kind, worker, JDBC URL, the file that lets the body end; on standard input the user and
 * the password. It ends with its standard input.
 */
public final class ZombieWorker {
    private ZombieWorker() {}

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var database = new Access(arguments[2], in.readLine(), in.readLine());
        PrintStream out = System.out;
        var body = new Body(arguments[1], Path.of(arguments[3]), out);
        log(body);
        Thread.ofPlatform().daemon().start(() -> endWith(in));
        Kind.valueOf(arguments[0]).contestant().work(database, body);
    }

    private static void endWith(BufferedReader in) {
        try {
            in.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void log(Body body) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                var cause = event.getThrowableProxy();
                body.report(Word.LOGGED, "%s %s%s".formatted(event.getLevel(), event.getFormattedMessage(),
                        cause == null ? "" : ": " + cause.getClassName() + ": " + cause.getMessage()));
            }
        };
        appender.setContext(context);
        appender.start();
        var root = context.getLogger("ROOT");
        root.setLevel(Level.WARN);
        root.addAppender(appender);
    }
}
