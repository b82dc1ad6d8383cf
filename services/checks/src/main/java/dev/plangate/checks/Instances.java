package dev.plangate.checks;

import dev.plangate.checks.scratch.ScratchServers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The servers that are known. Immutable. */
public final class Instances {
    private final Map<String, Instance> byName;
    private final ScratchServers scratch;
    private final GhostSettings ghost;

    private Instances(Map<String, Instance> byName, ScratchServers scratch, GhostSettings ghost) {
        this.byName = byName;
        this.scratch = scratch;
        this.ghost = ghost;
    }

    /** Instances that are given in code. */
    public static Instances of(Collection<Instance> instances) {
        return of(instances, ConfiguredScratch.NONE);
    }

    /**
     * Instances and scratch servers that are given in code.
     *
     * @param scratch where sheets of instances with {@link Instance#trace()} are traced
     */
    public static Instances of(Collection<Instance> instances, ScratchServers scratch) {
        return new Instances(
                instances.stream().collect(Collectors.toUnmodifiableMap(Instance::name, Function.identity())), scratch,
                GhostSettings.NONE);
    }

    /**
     * Reads instances.yaml.
     *
     * @param environment variables that passwordEnv names, and PATH, on which gh-ost is looked for
     * @throws InvalidInstances with all mistakes
     */
    public static Instances load(Path yaml, Map<String, String> environment) {
        return new InstancesFile(yaml, environment).read();
    }

    /** The instance of a name ({instance} of instances/{instance}). */
    public Optional<Instance> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Where sheets are traced. */
    public ScratchServers scratch() {
        return scratch;
    }

    /** The same with gh-ost. */
    public Instances withGhost(GhostSettings settings) {
        return new Instances(byName, scratch, settings);
    }

    /** Where gh-ost is. */
    public GhostSettings ghost() {
        return ghost;
    }

    /** All of them, in no order. */
    public Collection<Instance> all() {
        return byName.values();
    }
}
