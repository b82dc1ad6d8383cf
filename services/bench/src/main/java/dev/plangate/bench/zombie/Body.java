package dev.plangate.bench.zombie;

import dev.plangate.bench.zombie.Report.Word;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the job does, in the worker's process: it waits until a file says that it may end. */
final class Body {
    private final String worker;
    private final Path go;
    private final PrintStream out;

    Body(String worker, Path go, PrintStream out) {
        this.worker = worker;
        this.go = go;
        this.out = out;
    }

    String worker() {
        return worker;
    }

    void run() throws InterruptedException {
        report(Word.BEGAN, "");
        try {
            while (!Files.exists(go)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            report(Word.INTERRUPTED, "");
            throw e;
        }
        report(Word.ENDED, "");
    }

    void report(Word word, String text) {
        out.println(new Report(word, text).line());
    }
}
