package dev.plangate.pipeline.targets;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a plan turned out to mean. */
public sealed interface Derivation {
    /**
     * Something to check.
     *
     * @param targets in the order of the specs, by name within each
     * @param derived how many there were before sampling
     * @param digest  hash of everything that the checks depend on
     */
    record Checkable(List<Target> targets, int derived, String digest) implements Derivation {
        public Checkable {
            targets = List.copyOf(targets);
        }

        /** How many databases the targets are on. */
        public int databases() {
            return (int) targets.stream().map(Target::database).distinct().count();
        }

        /**
         * The targets on some of the databases. A database is never divided: what was found on it is published as one.
         *
         * @param first from 0, in the order of the targets
         */
        public Checkable slice(int first, int databases) {
            Set<String> chosen = targets.stream().map(Target::database).distinct().skip(first).limit(databases)
                    .collect(Collectors.toSet());
            return new Checkable(targets.stream().filter(t -> chosen.contains(t.database())).toList(), derived, digest);
        }
    }

    /** All specs are of kinds without checks: creating a database, exporting data, rolling out a reviewed release. */
    record NothingToCheck(String digest) implements Derivation {}

    /** Some are not there yet: resource names or sheet hashes, sorted. */
    record Missing(List<String> resources) implements Derivation {
        public Missing {
            resources = List.copyOf(resources);
        }
    }

    /** The plan cannot be checked: a word in capitals, then a sentence. It has a digest, for a better group makes it another. */
    record Refused(String error, String digest) implements Derivation {}

    /** The digest, empty while something is missing. */
    default String checkDigest() {
        return switch (this) {
            case Checkable c -> c.digest();
            case NothingToCheck n -> n.digest();
            case Missing _ -> "";
            case Refused r -> r.digest();
        };
    }

    /** What the plan waits for. */
    default List<String> waitingFor() {
        return this instanceof Missing m ? m.resources() : List.of();
    }
}
