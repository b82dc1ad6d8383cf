package dev.plangate.bench.torture.load;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chance from a seed: each story has dice of its own, so that one does not depend on another. */
public final class Dice {
    private final RandomGenerator random;

    private Dice(RandomGenerator random) {
        this.random = random;
    }

    /** The same for the same seed and name. */
    public static Dice of(long seed, String name) {
        return new Dice(RandomGeneratorFactory.of("SplittableRandom").create(seed * 31 + name.hashCode()));
    }

    /** True this often of a hundred times. */
    public boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** One of them. */
    public <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    UUID uuid() {
        // Version 4, as others make them.
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & ~(3L << 62)) | (2L << 62));
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
