package dev.plangate.db;

import dev.plangate.db.row.MigrationStep;
import java.util.function.Consumer;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Tells how far the migrations are. */
final class StepCallback implements Callback {

    private final int of;
    private final Consumer<MigrationStep> listener;
    private int number;

    StepCallback(int of, Consumer<MigrationStep> listener) {
        this.of = of;
        this.listener = listener;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        boolean done = event == Event.AFTER_EACH_MIGRATE;
        number += done ? 0 : 1;
        listener.accept(new MigrationStep(Migrations.name(context.getMigrationInfo()), number, of, done));
    }

    @Override
    public String getCallbackName() {
        return "steps";
    }
}
