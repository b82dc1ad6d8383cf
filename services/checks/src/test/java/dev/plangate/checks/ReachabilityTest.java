package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.Reachability.Contact;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final long REST = Reachability.REST.toNanos();

    /** Near its end, so that it overflows. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - REST / 2);
    private final Contacts contacts = new Contacts(clock::get);

    @Test
    void restsAfterThreeSilencesInARowAlone() {
        silent(2);
        tell(Contact.ANSWERED);
        silent(2);
        assertThat(contacts.rests("i")).isFalse();
        silent(1);
        assertThat(contacts.rests("i")).isTrue();
        assertThat(contacts.ask("i")).isFalse();
        assertThat(contacts.rests("another")).isFalse();
    }

    @Test
    void afterTheRestOneTriesItAndItsAnswerCountsForAll() {
        silent(3);
        clock.addAndGet(REST - 1);
        assertThat(contacts.rests("i")).isTrue();
        clock.incrementAndGet();

        assertThat(contacts.ask("i")).isTrue();
        assertThat(contacts.ask("i")).as("one alone").isFalse();
        contacts.tell("i", Contact.SILENT);
        assertThat(contacts.rests("i")).isTrue();

        clock.addAndGet(REST);
        assertThat(contacts.ask("i")).isTrue();
        contacts.tell("i", Contact.ANSWERED);
        assertThat(contacts.ask("i")).isTrue();
        assertThat(contacts.ask("i")).isTrue();
    }

    @Test
    void whoGivesUpLetsTheNextOneTry() {
        silent(3);
        clock.addAndGet(REST);
        assertThat(contacts.ask("i")).isTrue();
        contacts.tell("i", Contact.UNTOLD);
        assertThat(contacts.ask("i")).isTrue();
    }

    private void silent(int times) {
        for (int i = 0; i < times; i++) {
            tell(Contact.SILENT);
        }
    }

    private void tell(Contact contact) {
        assertThat(contacts.ask("i")).isTrue();
        contacts.tell("i", contact);
    }
}
