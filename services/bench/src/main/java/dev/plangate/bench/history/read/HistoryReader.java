package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.Claim;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Meta;
import dev.plangate.bench.history.model.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the directory of a history. */
public final class HistoryReader {
    private static final long FORMAT = 1;

    private final JsonLines files;
    private final Consumer<String> progress;
    private final Texts texts = new Texts();

    private HistoryReader(Path directory, Consumer<String> progress) {
        this.files = new JsonLines(directory);
        this.progress = progress;
    }

    /**
     * Reads all of it.
     *
     * @param progress told of each step, one line
     * @throws UnreadableHistory if a file is missing or a line is not what it should be
     */
    public static History read(Path directory, Consumer<String> progress) {
        return new HistoryReader(directory, progress).read();
    }

    private History read() {
        var history = new History(meta());
        var sent = new SentRecords(texts);
        progress.accept("reading sent.jsonl");
        files.read("sent.jsonl", sent::add);
        var topics = new TopicRecords(history, texts, sent);
        for (Topic topic : Topic.values()) {
            String file = "topics/" + topic.topicName() + ".jsonl";
            progress.accept("reading " + file);
            if (topic.isNeeded()) {
                files.read(file, line -> topics.add(topic, line));
            } else {
                files.readIfThere(file, line -> topics.add(topic, line));
            }
        }
        history.unread().addAll(sent.unread());
        tables(new TableRows(history, texts));
        files.readIfThere("faults.jsonl",
                line -> history.faults().merge(texts.one(line.text("kind")), 1, Integer::sum));
        files.readIfThere("claims.jsonl", line -> history.plan(texts.one(line.text("plan"))).claims()
                .add(new Claim(line.needed("run"), line.needed("fence"), texts.one(line.text("worker")))));
        if (!files.problems().isEmpty()) {
            throw new UnreadableHistory(files.problems());
        }
        return history;
    }

    private Meta meta() {
        List<Meta> meta = new ArrayList<>(1);
        files.whole("meta.json", content -> {
            if (content.needed("format") != FORMAT) {
                throw new IllegalArgumentException(
                        "format: wanted %d, got %d".formatted(FORMAT, content.number("format")));
            }
            meta.add(new Meta(content.number("seed"), content.number("plans"), content.number("faults"),
                    content.flag("drained")));
        });
        if (meta.isEmpty()) {
            throw new UnreadableHistory(files.problems());
        }
        return meta.getFirst();
    }

    private void tables(TableRows rows) {
        progress.accept("reading tables");
        files.read("tables/plan.jsonl", rows::plan);
        files.read("tables/plan_check_run.jsonl", rows::run);
        files.read("tables/rollout.jsonl", rows::rollout);
        files.read("tables/outbox.jsonl", rows::outbox);
        files.read("tables/consumer_offset.jsonl", rows::offset);
    }
}
