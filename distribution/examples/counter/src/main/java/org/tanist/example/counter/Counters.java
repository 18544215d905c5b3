package org.tanist.example.counter;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Named counters. Deterministic: nothing in here asks a clock, a random number or the machine, and the map is sorted, so that the
 * counters of all masters give the same bytes. Immutable: whoever reads is never disturbed, and a snapshot costs nothing.
 */
record Counters(Map<String, Long> values) {
    static final Counters NONE = new Counters(Map.of());

    /** Keeps a sorted copy. */
    Counters {
        values = new TreeMap<>(values);
    }

    Optional<Long> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Counters plus(String name, long amount) {
        Map<String, Long> more = new TreeMap<>(values);
        more.merge(name, amount, Long::sum);
        return new Counters(more);
    }

    Counters without(String name) {
        Map<String, Long> fewer = new TreeMap<>(values);
        fewer.remove(name);
        return new Counters(fewer);
    }

    long total() {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line a counter, the highest first. */
    String leaderboard() {
        return values.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, Long> entry : values.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.flush();
    }

    static Counters read(DataInputStream in) throws IOException {
        Map<String, Long> values = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String name = in.readUTF();
            values.put(name, in.readLong());
        }
        return new Counters(values);
    }
}
