package dev.plangate.standalone;

import dev.plangate.pipeline.runtime.Service;
import dev.plangate.topology.stream.GateStream;

/** The gate as a service. */
record GateService(GateStream gate) implements Service {
    @Override
    public String name() {
        return "gate";
    }

    @Override
    public void start() {
        gate.start();
    }

    @Override
    public boolean alive() {
        return gate.alive();
    }

    @Override
    public boolean ready() {
        return gate.ready();
    }

    @Override
    public void close() {
        gate.close();
    }
}
