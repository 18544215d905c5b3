package org.tanist.http.internal.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Endpoint;
import org.tanist.control.ClusterControl;
import org.tanist.control.ConfigValue;
import org.tanist.control.MasterStatus;
import org.tanist.http.internal.forward.PeerClient;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Json;

/** Asks every master for its configuration and tells what differs. */
final class ConfigurationDiff {
    private static final long LIMIT_MILLIS = 2_000;

    private final ClusterControl control;
    private final PeerClient peers;

    ConfigurationDiff(ClusterControl control, PeerClient peers) {
        this.control = control;
        this.peers = peers;
    }

    /**
     * {@code GET /api/v1/config/diff}.
     *
     * @param masters who was compared
     * @param unreachable who did not answer
     * @param differences keys whose values are not the same everywhere, sorted; without those that are meant to differ
     */
    record Diff(List<String> masters, List<String> unreachable, List<Difference> differences) {}

    /**
     * One key.
     *
     * @param key in full
     * @param values by master; null where the key is unknown
     */
    record Difference(String key, Map<String, @Nullable String> values) {}

    /** The part of a {@link ConfigValue} that is compared. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Pair(String key, String value, boolean own) {}

    CompletionStage<Answer> compare() {
        Map<String, CompletableFuture<Map<String, String>>> asked = new TreeMap<>();
        for (MasterStatus master : control.cluster().masters()) {
            asked.put(master.name(), master.self() ? CompletableFuture.completedFuture(own()) : ask(master));
        }
        return CompletableFuture.allOf(asked.values().toArray(new CompletableFuture<?>[0]))
                .handle((nothing, failure) -> Answer.json(200, diff(asked)));
    }

    private Map<String, String> own() {
        Map<String, String> values = new TreeMap<>();
        for (ConfigValue value : control.config()) {
            if (!value.own()) {
                values.put(value.key(), value.value());
            }
        }
        return values;
    }

    private CompletableFuture<Map<String, String>> ask(MasterStatus master) {
        return peers.get(Endpoint.parse(master.address(), 3000), "/api/v1/config")
                .toCompletableFuture()
                .orTimeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(reply -> {
                    Map<String, String> values = new TreeMap<>();
                    for (Pair pair : Json.read(reply.body(), Pair[].class)) {
                        if (!pair.own()) {
                            values.put(pair.key(), pair.value());
                        }
                    }
                    return values;
                });
    }

    private static Diff diff(Map<String, CompletableFuture<Map<String, String>>> asked) {
        Map<String, Map<String, String>> answered = new TreeMap<>();
        List<String> unreachable = new ArrayList<>();
        asked.forEach((name, values) -> {
            if (values.isCompletedExceptionally()) {
                unreachable.add(name);
            } else {
                answered.put(name, values.join());
            }
        });
        Map<String, Map<String, @Nullable String>> byKey = new TreeMap<>();
        for (Map<String, String> values : answered.values()) {
            values.keySet().forEach(key -> byKey.computeIfAbsent(key, k -> valuesOf(k, answered)));
        }
        List<Difference> differences = new ArrayList<>();
        byKey.forEach((key, values) -> {
            if (new HashSet<>(values.values()).size() > 1) {
                differences.add(new Difference(key, values));
            }
        });
        return new Diff(List.copyOf(answered.keySet()), unreachable, differences);
    }

    private static Map<String, @Nullable String> valuesOf(String key, Map<String, Map<String, String>> answered) {
        Map<String, @Nullable String> values = new TreeMap<>();
        answered.forEach((name, all) -> values.put(name, all.get(key)));
        return values;
    }
}
