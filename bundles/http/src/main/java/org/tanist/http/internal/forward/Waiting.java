package org.tanist.http.internal.forward;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Exchange;

/** All parcels that are not answered yet, so that none waits for ever: a sweep instead of a timer for each. */
final class Waiting {
    private static final int MOST = 10_000;
    private static final long SWEEP_MILLIS = 50;

    private final Map<Exchange, Parcel> parcels = new ConcurrentHashMap<>();
    private final Consumer<Parcel> late;

    /**
     * Starts sweeping.
     *
     * @param late told about each parcel whose deadline has passed
     */
    Waiting(HttpThreads threads, Consumer<Parcel> late) {
        this.late = late;
        threads.timer().scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes a parcel in; false if there are too many. */
    boolean add(Parcel parcel) {
        if (parcels.size() >= MOST) {
            return false;
        }
        parcels.put(parcel.exchange(), parcel);
        return true;
    }

    void remove(Parcel parcel) {
        parcels.remove(parcel.exchange());
    }

    /** How many there are. */
    int size() {
        return parcels.size();
    }

    /** Takes all out. */
    List<Parcel> drain() {
        List<Parcel> drained = List.copyOf(parcels.values());
        parcels.clear();
        return drained;
    }

    private void sweep() {
        long now = HttpThreads.nanos();
        for (Parcel parcel : parcels.values()) {
            if (parcel.exchange().deadline() - now < 0) {
                parcels.remove(parcel.exchange());
                late.accept(parcel);
            }
        }
    }
}
