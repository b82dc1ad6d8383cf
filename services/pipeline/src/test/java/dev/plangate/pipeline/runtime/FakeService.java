package dev.plangate.pipeline.runtime;

import java.util.List;

/** A service whose fate the test decides; it writes down what happens to it. */
final class FakeService implements Service {
    private final String name;
    private final List<String> diary;
    volatile boolean alive = true;
    volatile boolean ready = true;
    RuntimeException atStart;
    Runnable atClose = () -> {};

    FakeService(String name, List<String> diary) {
        this.name = name;
        this.diary = diary;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        diary.add("start " + name);
        if (atStart != null) {
            throw atStart;
        }
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void close() {
        atClose.run();
        diary.add("close " + name);
    }
}
