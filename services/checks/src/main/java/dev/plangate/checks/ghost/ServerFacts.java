package dev.plangate.checks.ghost;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server says of itself.
 *
 * @param variables global variables by lower-case name, as they are shown ("ON", "ROW"); a name that the server does not have is missing
 * @param replica whether it follows another server; empty = the user may not ask
 * @param grants of the user, as SHOW GRANTS writes them
 */
public record ServerFacts(Map<String, String> variables, Optional<Boolean> replica, List<String> grants) {
    public ServerFacts {
        variables = Map.copyOf(variables);
        grants = List.copyOf(grants);
    }

    /** A variable under any of its names, in capitals; empty = the server has none of them. */
    Optional<String> variable(String... names) {
        for (String name : names) {
            if (variables.containsKey(name)) {
                return Optional.of(variables.get(name).toUpperCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }
}
