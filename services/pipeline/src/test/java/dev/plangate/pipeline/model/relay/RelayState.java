package dev.plangate.pipeline.model.relay;

import dev.plangate.pipeline.relay.domain.PartAction;
import dev.plangate.pipeline.relay.domain.PartState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table and the relays that share it. */
public record RelayState(Table table, List<Relay> relays) {

    /**
     * A relay: where the real machine stands and which step it awaits.
     *
     * @param newest its producer has the newest epoch of the transactional id
     */
    record Relay(PartState state, PartAction action, boolean newest) {
        static final Relay IDLE = new Relay(new PartState.Unowned(), new PartAction.Abandon(), false);

        boolean owns() {
            return state instanceof PartState.Owned;
        }
    }

    public static RelayState start(int relays) {
        return new RelayState(Table.EMPTY, Collections.nCopies(relays, Relay.IDLE));
    }

    public RelayState with(Table changed) {
        return new RelayState(changed, relays);
    }

    RelayState with(int index, Relay relay) {
        var changed = new ArrayList<>(relays);
        changed.set(index, relay);
        return new RelayState(table, List.copyOf(changed));
    }

    /** This relay's producer fences all others. */
    RelayState newest(int index, boolean fencing) {
        var changed = new ArrayList<Relay>();
        for (int i = 0; i < relays.size(); i++) {
            Relay relay = relays.get(i);
            changed.add(new Relay(relay.state(), relay.action(), i == index || (relay.newest() && !fencing)));
        }
        return new RelayState(table, List.copyOf(changed));
    }
}
