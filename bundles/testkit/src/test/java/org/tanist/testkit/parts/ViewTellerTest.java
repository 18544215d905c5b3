package org.tanist.testkit.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tanist.testkit.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.election.ViewTeller;

@Timeout(30)
class ViewTellerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicReference<ElectionView> newest = new AtomicReference<>(view(0));
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final List<Long> told = new CopyOnWriteArrayList<>();
    private final ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "tanist-election");
        thread.setDaemon(true);
        return thread;
    };

    private static ElectionView view(long term) {
        return new ElectionView(
                new Standing.Following(),
                java.util.Optional.empty(),
                new Term(term),
                Membership.EMPTY,
                true,
                Map.of(),
                "");
    }

    private void change(ViewTeller teller, long term) {
        newest.set(view(term));
        teller.changed();
    }

    @Test
    void changesThatComeWhileOneIsToldCoalesceIntoTheNewest() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ViewTeller teller = new ViewTeller(
                view -> {
                    told.add(view.term().value());
                    entered.countDown();
                    Threads.await(goOn);
                },
                newest::get,
                failures::add,
                threads)) {
            change(teller, 1);
            entered.await();
            change(teller, 2);
            change(teller, 3);
            change(teller, 4);
            goOn.countDown();
            eventually(LIMIT, () -> assertThat(told).containsExactly(1L, 4L));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aListenerThatThrowsIsToldOfTheNextChangeAllTheSame() {
        try (ViewTeller teller = new ViewTeller(
                view -> {
                    told.add(view.term().value());
                    throw new IllegalStateException("term " + view.term());
                },
                newest::get,
                failures::add,
                threads)) {
            change(teller, 1);
            eventually(LIMIT, () -> assertThat(failures).hasSize(1));
            change(teller, 2);
            eventually(LIMIT, () -> assertThat(told).containsExactly(1L, 2L));
            eventually(LIMIT, () -> assertThat(failures).hasSize(2));
        }
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        ViewTeller teller = new ViewTeller(view -> told.add(view.term().value()), newest::get, failures::add, threads);
        teller.close();
        change(teller, 1);
        teller.close();
        assertThat(told).isEmpty();
    }

    /** Waiting inside a listener. */
    private static final class Threads {
        private Threads() {}

        static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
