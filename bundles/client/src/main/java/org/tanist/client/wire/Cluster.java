package org.tanist.client.wire;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * A cluster as the answering master sees it.
 *
 * @param name its name
 * @param id its id; empty until it is founded
 * @param term newest term known
 * @param active name of the serving active, null if there is none
 * @param health {@code healthy}, {@code degraded} or {@code no-active}
 * @param verdict one sentence on the health, and what to do
 * @param failureTolerance how many more masters may fail before writing stops
 * @param automaticFailover whether masters take over by themselves
 * @param electionProvider e.g. {@code raft}
 * @param journalProvider e.g. {@code raft}
 * @param position index of the last journal entry that the answering master has applied
 * @param masters all members
 */
public record Cluster(
        String name,
        String id,
        long term,
        @Nullable String active,
        String health,
        String verdict,
        int failureTolerance,
        boolean automaticFailover,
        String electionProvider,
        String journalProvider,
        long position,
        List<Master> masters) {

    /** Reads one. */
    public static Cluster of(Json json) {
        return new Cluster(
                json.text("name"),
                json.text("id"),
                json.number("term"),
                json.textOrNull("active"),
                json.text("health"),
                json.text("verdict"),
                (int) json.number("failureTolerance"),
                json.flag("automaticFailover"),
                json.member("election").text("provider"),
                json.member("journal").text("provider"),
                json.member("journal").number("position"),
                json.list("masters", Master::of));
    }

    /** The member with this name or this address. */
    public Optional<Master> master(String nameOrAddress) {
        return masters.stream()
                .filter(m -> m.name().equals(nameOrAddress) || m.address().equals(nameOrAddress))
                .findFirst();
    }

    /** The serving active, if there is one. */
    public Optional<Master> activeMaster() {
        return active == null ? Optional.empty() : master(active);
    }
}
