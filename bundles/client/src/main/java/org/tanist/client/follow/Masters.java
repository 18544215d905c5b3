package org.tanist.client.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tanist.client.http.Address;

/**
 * What the client knows of the cluster's masters: who they are, which one serves, which ones failed a moment ago.
 *
 * <p>A master that failed is asked last for a while, however it is named by others: a stopped active is still the active in
 * everybody's view until a successor is elected, and each attempt at it costs a time-out. Naming it in a newer term clears it.
 *
 * <p>Those that are not preferred come in an order that is the client's own: when the active dies, its clients do not all go to the same
 * master. Thread-safe.
 */
public final class Masters {

    private static final long SUSPECT_NANOS = Duration.ofSeconds(2).toNanos();

    private final List<Address> seeds;
    private final long spread;
    private final LongSupplier nanoClock;
    private volatile View view;
    private final Map<Address, Failure> failures = new ConcurrentHashMap<>();

    /**
     * Starts from any masters of the cluster.
     *
     * @param seeds tried when all learned ones fail
     * @param spread decides on the order of learned ones; should differ from client to client
     * @param nanoClock monotonic
     */
    public Masters(List<Address> seeds, long spread, LongSupplier nanoClock) {
        this.seeds = List.copyOf(seeds);
        this.spread = spread;
        this.nanoClock = nanoClock;
        this.view = new View(this.seeds, Map.of(), null, 0);
    }

    /** All known masters in the order in which to try them. */
    public List<Address> order() {
        View now = view;
        Set<Address> all = new LinkedHashSet<>();
        if (now.preferred() != null) {
            all.add(now.preferred());
        }
        all.addAll(now.members());
        all.addAll(seeds);
        List<Address> order = new ArrayList<>(all.size());
        List<Address> suspects = new ArrayList<>();
        for (Address address : all) {
            (suspect(address) ? suspects : order).add(address);
        }
        order.addAll(suspects);
        return order;
    }

    /** A master answered: stay with it until one is known to be better. */
    public synchronized void answered(Address address) {
        failures.remove(address);
        View now = view;
        if (now.preferred() == null || suspect(now.preferred())) {
            view = now.preferring(address, now.term());
        }
    }

    /** A master failed: the others first. */
    public void failed(Address address) {
        failures.put(address, new Failure(nanoClock.getAsLong(), view.term()));
    }

    /** A master told who the members are, by name, and which one is active; views of older terms are ignored. */
    public synchronized void learned(Map<String, Address> members, @Nullable String active, long term) {
        View now = view;
        if (term < now.term() || members.isEmpty()) {
            return;
        }
        List<Address> order = new ArrayList<>(new TreeMap<>(members).values());
        Collections.shuffle(order, new Random(spread));
        Address serving = active == null ? null : members.get(active);
        view = new View(List.copyOf(order), Map.copyOf(members), serving == null ? now.preferred() : serving, term);
        failures.values().removeIf(failure -> failure.term() < term);
    }

    /**
     * The active of a term answered, maybe through another master, and told its name.
     *
     * @return whether that says where it is; then nobody needs to be asked
     */
    public boolean served(String name, long term) {
        View now = view;
        Address address = now.names().get(name);
        if (address == null || term < now.term()) {
            return false;
        }
        if (term > now.term() || !address.equals(now.preferred())) {
            prefer(address, term);
        }
        return true;
    }

    private synchronized void prefer(Address address, long term) {
        if (term >= view.term()) {
            view = view.preferring(address, term);
            failures.values().removeIf(failure -> failure.term() < term);
        }
    }

    /** The newest term that was learned; 0 before the first. */
    public long term() {
        return view.term();
    }

    /** The master to go to first, if any is known to be good. */
    public @Nullable Address preferred() {
        return view.preferred();
    }

    private boolean suspect(Address address) {
        Failure failure = failures.get(address);
        return failure != null && nanoClock.getAsLong() - failure.nanos() < SUSPECT_NANOS;
    }

    private record View(
            List<Address> members,
            Map<String, Address> names,
            @Nullable Address preferred,
            long term) {
        private View preferring(Address address, long inTerm) {
            return new View(members, names, address, inTerm);
        }
    }

    private record Failure(long nanos, long term) {}
}
