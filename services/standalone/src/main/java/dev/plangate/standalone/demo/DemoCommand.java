package dev.plangate.standalone.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.pipeline.console.Paint;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.standalone.demo.Story.Chapter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole way of some plans on a sample database. */
@Command(name = "demo", description = {
        "Run the sample plans through everything, on an own broker and Postgres that are gone afterwards.",
        "Prints for each plan the results of its checks, the conditions of its gate and its rollout."}, footer = {"",
                "Example:",
                "  plangate demo --json | jq -s length"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                        "0:every plan ended as expected", "1:one did not, or it could not start"})
final class DemoCommand implements Callable<Integer> {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Session session;
    @Spec
    private CommandSpec spec;
    @Option(names = "--json", description = "Print one JSON object for each plan.")
    private boolean json;
    @Option(names = "--keep", description = "Stay up afterwards, until Ctrl-C.")
    private boolean keep;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        var progress = new Progress(spec.commandLine().getErr(), session.paint());
        var story = Story.ofSamples();
        try (var inbox = new Inbox();
                var shop = new Shop();
                var plangate = Standalone.start(inbox.allow(options(shop, progress)))) {
            var rows = shop.awaitRows();
            progress.say("the sample database shop is filled: %,d orders in 3 regions".formatted(rows));
            var terminal = new Terminal(session, plangate);
            for (var chapter : story.chapters()) {
                progress.chapter(chapter.title());
                play(chapter, shop, inbox, terminal, progress);
            }
            var failed = report(story, terminal, inbox);
            if (keep) {
                stayUp(plangate, shop);
            }
            return failed ? ExitCode.FAILURE : ExitCode.OK;
        }
    }

    private static StandaloneOptions options(Shop shop, Progress progress) {
        return new StandaloneOptions().instances(shop::open).progress(progress::say).setting("gate.commit.interval",
                "10ms").apiPort(0);
    }

    private static void play(Chapter chapter, Shop shop, Inbox inbox, Terminal terminal, Progress progress)
            throws Exception {
        terminal.submit(Samples.unpack(chapter.samples(), shop.dir().resolve("samples"), inbox::subscribe));
        try (var watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            var watched = new ArrayList<Future<?>>();
            chapter.outcomes().forEach(
                    outcome -> watched.add(watchers.submit(() -> progress.outcome(outcome, await(outcome, terminal)))));
            for (var watcher : watched) {
                watcher.get();
            }
        }
    }

    /** Watches until the plan stands as expected; what is otherwise when it has a rollout, which is final, or time is over. */
    private static List<String> await(Expectation outcome, Terminal terminal) {
        var deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            var code = terminal.watch(outcome.plan(), LONGEST_WAIT);
            var deviations = outcome.deviations(terminal.explain(outcome.plan()));
            if (deviations.isEmpty() || code == ExitCode.OK || System.nanoTime() > deadline) {
                return deviations;
            }
        }
    }

    /** Prints every plan; true when one is not as expected. */
    private boolean report(Story story, Terminal terminal, Inbox inbox) throws InterruptedException {
        var out = spec.commandLine().getOut();
        var failed = false;
        for (var ending : story.endings()) {
            var view = terminal.explain(ending.plan());
            var deviations = new ArrayList<>(ending.deviations(view));
            deviations.addAll(inbox.deviations(ending.plan(), ending.phase()));
            var told = inbox.of(ending.plan());
            failed |= !deviations.isEmpty();
            if (json) {
                out.println(object(view, told, ending, deviations));
            } else {
                out.println();
                out.println(terminal.explainInWords(ending.plan()));
                out.println();
                out.println("told by webhook:");
                told.forEach(event -> out.println("  %-12s %s: %s".formatted(event.verified() ? "signed" : "NOT SIGNED",
                        event.type(), event.summary())));
                out.println(verdict(ending, deviations));
            }
        }
        out.flush();
        return failed;
    }

    private static ObjectNode object(ObjectNode view, List<Inbox.Told> told, Expectation ending,
            List<String> deviations) {
        var events = view.putArray("webhookEvents");
        told.forEach(event -> events.addObject().put("id", event.id()).put("type", event.type())
                .put("summary", event.summary()).put("verified", event.verified()));
        view.put("expectation", ending.because()).put("asExpected", deviations.isEmpty());
        deviations.forEach(view.withArray("deviations")::add);
        return view;
    }

    private String verdict(Expectation ending, List<String> deviations) {
        var paint = session.paint();
        return deviations.isEmpty()
                ? paint.green("As expected: ") + ending.because()
                : paint.red("NOT as expected: ") + ending.because() + " But " + String.join(", and ", deviations) + ".";
    }

    private void stayUp(Standalone plangate, Shop shop) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Paint paint = session.paint();
        err.println();
        err.println(
                "Plangate stays up until Ctrl-C. Submit a plan for instances/demo/databases/shop_eu, shop_us or shop_asia:");
        err.println(paint.bold("  ./plangate submit %s FILE".formatted(String.join(" ", Terminal.cluster(plangate)))));
        err.println("The API answers at %s, its documentation at %1$s/docs".formatted(plangate.apiUrl().orElseThrow()));
        err.println("The samples are in " + shop.dir().resolve("samples"));
        while (plangate.alive()) {
            Thread.sleep(500);
        }
    }
}
