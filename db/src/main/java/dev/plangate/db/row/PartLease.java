package dev.plangate.db.row;

/**
 * The right to publish one part of the outbox, until it ends by the database's clock.
 *
 * @param part from 0
 * @param owner who holds it, unique per process and start
 * @param fence grows with every change of owner
 */
public record PartLease(int part, String owner, long fence) {

    public PartLease {
        Require.atLeast("part", part, 0);
        Require.atLeast("fence", fence, 1);
        Require.text("owner", owner);
    }
}
