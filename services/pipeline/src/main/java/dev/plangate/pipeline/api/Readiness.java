package dev.plangate.pipeline.api;

import com.linecorp.armeria.common.CommonPools;
import com.linecorp.armeria.common.util.AbstractListenable;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerListenerAdapter;
import com.linecorp.armeria.server.healthcheck.HealthChecker;
import com.linecorp.armeria.server.healthcheck.ListenableHealthChecker;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What gRPC's health service answers: asked anew for each check, and once a second for those who watch. The checkers that Armeria runs itself start with its HTTP health service alone. */
final class Readiness extends ServerListenerAdapter implements ListenableHealthChecker {
    private final BooleanSupplier ready;
    private final Listeners listeners = new Listeners();
    private volatile Future<?> looking;
    private volatile boolean last;

    private static final class Listeners extends AbstractListenable<HealthChecker> {
        void tell(HealthChecker checker) {
            notifyListeners(checker);
        }
    }

    Readiness(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public boolean isHealthy() {
        return ready.getAsBoolean();
    }

    @Override
    public void serverStarted(Server server) {
        looking = CommonPools.workerGroup().next().scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void serverStopping(Server server) {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    private void look() {
        boolean now = isHealthy();
        if (now != last) {
            last = now;
            listeners.tell(this);
        }
    }

    @Override
    public void addListener(Consumer<? super HealthChecker> listener) {
        listeners.addListener(listener);
    }

    @Override
    public void removeListener(Consumer<?> listener) {
        listeners.removeListener(listener);
    }
}
