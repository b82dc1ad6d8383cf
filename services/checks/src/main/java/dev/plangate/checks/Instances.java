package dev.plangate.checks;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The servers that are known. Immutable. */
public final class Instances {
    private final Map<String, Instance> byName;

    private Instances(Map<String, Instance> byName) {
        this.byName = byName;
    }

    /** Instances that are given in code. */
    public static Instances of(Collection<Instance> instances) {
        return new Instances(
                instances.stream().collect(Collectors.toUnmodifiableMap(Instance::name, Function.identity())));
    }

    /**
     * Reads instances.yaml.
     *
     * @param environment variables that passwordEnv names
     * @throws InvalidInstances with all mistakes
     */
    public static Instances load(Path yaml, Map<String, String> environment) {
        return of(new InstancesFile(yaml, environment).read());
    }

    /** The instance of a name ({instance} of instances/{instance}). */
    public Optional<Instance> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All of them, in no order. */
    public Collection<Instance> all() {
        return byName.values();
    }
}
