package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PartLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One publisher per part, and a fair share of the parts for each relay (trap 45: the number of parts is the schema's). */
class PartLeasesIT {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private Database database;
    private PartLeases leases;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        leases = new PartLeases(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Trap 30: one relay at a time publishes a part. */
    @Test
    void aPartHasOneOwnerAtATimeAndItsFenceGrows() throws Exception {
        assertThat(leases.parts()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        PartLease first = leases.acquire(3, "a", Duration.ofMillis(50)).orElseThrow();
        assertThat(leases.acquire(3, "b", LEASE)).isEmpty();
        Parallel.await("the lease is over", () -> leases.acquire(3, "b", LEASE).isPresent());

        assertThat(leases.renew(List.of(first), LEASE)).isEmpty();
        leases.release(first);
        assertThat(leases.acquire(3, "c", LEASE)).as("a lost lease releases nothing").isEmpty();
        leases.release(new PartLease(3, "b", first.fence() + 1));
        assertThat(leases.acquire(3, "c", LEASE)).as("a release lets others take at once")
                .contains(new PartLease(3, "c", first.fence() + 2));
    }

    /** Trap 45: the number of parts is the schema's, so that no two relays differ in it. */
    @Test
    void thePartsAreThoseOfTheSchema() {
        assertThat(leases.parts()).hasSize(OutboxRow.PARTS);
        assertThatThrownBy(() -> database.transaction(
                tx -> tx.query("insert into outbox (part, topic) values (?, 't')").number(OutboxRow.PARTS).update()))
                .isInstanceOfSatisfying(DatabaseException.class,
                        e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.REFUSED));
    }

    @Test
    void manyWhoWantAPartGetItOnce() throws Exception {
        List<Optional<PartLease>> taken = Parallel.run(8,
                () -> leases.acquire(0, Thread.currentThread().toString(), LEASE));
        assertThat(taken.stream().flatMap(Optional::stream)).hasSize(1);
    }

    @Test
    void aRenewalHoldsWhatIsHeldAndNamesNothingElse() {
        PartLease held = leases.acquire(1, "a", LEASE).orElseThrow();
        PartLease foreign = leases.acquire(2, "b", LEASE).orElseThrow();
        assertThat(leases.renew(List.of(held, new PartLease(2, "a", foreign.fence())), LEASE)).containsExactly(1);
    }

    @Test
    void theShareFollowsTheNumberOfLivingRelays() throws Exception {
        assertThat(leases.fairShare("a", LEASE)).isEqualTo(8);
        assertThat(leases.fairShare("b", LEASE)).isEqualTo(4);
        assertThat(leases.fairShare("c", LEASE)).isEqualTo(3);
        leases.fairShare("c", Duration.ofMillis(1));
        Parallel.await("c is forgotten", () -> leases.fairShare("a", LEASE) == 4);
        leases.leave("b");
        assertThat(leases.fairShare("a", LEASE)).isEqualTo(8);
    }
}
