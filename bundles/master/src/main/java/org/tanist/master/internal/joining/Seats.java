package org.tanist.master.internal.joining;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;

/**
 * The founders of a cluster: a list of addresses, from which the ids of the cluster and of its first members follow.
 *
 * @param clusterName the cluster's name
 * @param addresses sorted, without doubles
 */
record Seats(String clusterName, List<Endpoint> addresses) {

    Seats {
        addresses = addresses.stream()
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    ClusterId clusterId() {
        return new ClusterId(derived("cluster"));
    }

    MasterId idOf(Endpoint address) {
        return new MasterId(derived("master " + address));
    }

    boolean has(Endpoint address) {
        return addresses.contains(address);
    }

    int majority() {
        return addresses.size() / 2 + 1;
    }

    /** What a founder is called until it tells its name. */
    static String nameOf(Endpoint address) {
        return "at-" + address.toString().replaceAll("[^A-Za-z0-9._:-]", "");
    }

    /** {@code id=host:port=name} of every founder; one whose name is not known, or not its own alone, is called by its address. */
    List<String> founders(Map<Endpoint, String> names) {
        return addresses.stream()
                .map(a -> {
                    String name = names.getOrDefault(a, nameOf(a));
                    boolean unique = Collections.frequency(names.values(), name) < 2;
                    return idOf(a) + "=" + a + "=" + (unique ? name : nameOf(a));
                })
                .toList();
    }

    List<String> texts() {
        return addresses.stream().map(Endpoint::toString).toList();
    }

    private UUID derived(String what) {
        String all = "tanist\n" + clusterName + "\n" + String.join(",", texts()) + "\n" + what;
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
}
