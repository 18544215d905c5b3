package org.tanist.master.internal.peers;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.control.SelfReport;
import org.tanist.master.internal.platform.Ticker;

/** Keeps the newest report of every other member. {@link #poll} is called periodically; reading is wait-free. */
public final class PeerWatch {
    private final MasterId self;
    private final PeerCalls calls;
    private final Ticker ticker;
    private final Supplier<Membership> membership;
    private final LongSupplier ownIndex;
    private final Runnable changed;
    private final Map<MasterId, Sighting> sightings = new ConcurrentHashMap<>();
    private final Map<MasterId, Boolean> asking = new ConcurrentHashMap<>();

    /**
     * The last that was heard of a member.
     *
     * @param report its own words
     * @param atNanos when they were asked for
     * @param ownIndex how far this master had applied at that moment
     * @param missed how many answers in a row were not there in time since
     */
    public record Sighting(SelfReport report, long atNanos, long ownIndex, int missed) {
        private static final int GONE = 2;

        /** A busy master may answer late once; one whose port refuses is gone at once. */
        public boolean answering() {
            return missed < GONE;
        }

        /** After an answer that was not there in time, or could not be. */
        public Sighting unanswered(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            int now = cause instanceof HttpTimeoutException ? missed + 1 : GONE;
            return new Sighting(report, atNanos, ownIndex, Math.min(GONE, now));
        }
    }

    /** Watches the members that the supplier names, but for self. */
    public PeerWatch(
            MasterId self,
            PeerCalls calls,
            Ticker ticker,
            Supplier<Membership> membership,
            LongSupplier ownIndex,
            Runnable changed) {
        this.self = self;
        this.calls = calls;
        this.ticker = ticker;
        this.membership = membership;
        this.ownIndex = ownIndex;
        this.changed = changed;
    }

    /** Asks every member that is not being asked already. Returns at once. */
    public void poll() {
        Membership members = membership.get();
        sightings.keySet().removeIf(id -> members.find(id).isEmpty());
        for (Member member : members.members()) {
            if (!member.id().equals(self) && asking.putIfAbsent(member.id(), true) == null) {
                ask(member);
            }
        }
    }

    private void ask(Member member) {
        long asked = ticker.nanos();
        long own = ownIndex.getAsLong();
        calls.self(member.address()).whenComplete((report, failure) -> {
            asking.remove(member.id());
            Sighting before = sightings.get(member.id());
            if (report != null && report.status().id().equals(member.id().toString())) {
                sightings.put(member.id(), new Sighting(report, asked, own, 0));
            } else if (before != null) {
                Throwable why = failure == null ? new IOException(member.address() + " is another master") : failure;
                sightings.put(member.id(), before.unanswered(why));
            }
            if (differs(before, sightings.get(member.id()))) {
                changed.run();
            }
        });
    }

    private static boolean differs(@Nullable Sighting before, @Nullable Sighting now) {
        if (before == null || now == null) {
            return before != now;
        }
        return before.answering() != now.answering()
                || !before.report().status().role().equals(now.report().status().role())
                || before.report().status().position() != now.report().status().position();
    }

    /** The last that was heard of a member. */
    public Optional<Sighting> of(MasterId id) {
        return Optional.ofNullable(sightings.get(id));
    }
}
