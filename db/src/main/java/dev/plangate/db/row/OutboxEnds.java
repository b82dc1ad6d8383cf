package dev.plangate.db.row;

/**
 * The ends of one part of the outbox.
 *
 * @param limit rows that were counted from either end at most
 * @param counted rows at the low end; fewer than limit = that is all of them
 * @param first lowest id
 * @param last highest id of the low end
 * @param tailFirst lowest id of the high end
 * @param tailLast highest id
 */
public record OutboxEnds(int limit, long counted, long first, long last, long tailFirst, long tailLast) {
    /** Rows of the part: exact below limit, else about, as if the ids between were used as densely as at the ends. */
    public long rows() {
        if (counted < limit) {
            return counted;
        }
        double density = 2.0 * limit / (last - first + 1 + tailLast - tailFirst + 1);
        return Math.max(limit, Math.round(density * (tailLast - first + 1)));
    }
}
