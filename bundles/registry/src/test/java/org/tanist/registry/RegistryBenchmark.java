package org.tanist.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.Command;
import org.tanist.service.Request;

/** Measures the registry alone with many keys: {@code RegistryBenchmark [keys]}. Figures are in the module's README. */
public final class RegistryBenchmark {
    private static final int VALUE_BYTES = 16;

    private RegistryBenchmark() {}

    /** Prints throughput, heap per key and the time of a snapshot. */
    public static void main(String[] arguments) throws IOException {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Registry registry = new Registry();
        long empty = usedHeap();
        long index = put(registry, keys, 0, "insert");
        long full = usedHeap();
        System.out.printf("heap per key: %d bytes, of which key and value are %d%n", (full - empty) / keys, 24);
        put(registry, keys, index, "overwrite");
        long start = System.nanoTime();
        Random random = new Random(2);
        for (int i = 0; i < keys; i++) {
            registry.query(Request.of("GET", key(random.nextInt(keys))));
        }
        report("get", keys, start);
        start = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * keys);
        registry.snapshot().writeTo(out);
        report("write snapshot of " + out.size() + " bytes", keys, start);
        start = System.nanoTime();
        new Registry().restore(new ByteArrayInputStream(out.toByteArray()));
        report("restore", keys, start);
    }

    private static long put(Registry registry, int keys, long from, String what) {
        Random random = new Random(1);
        long start = System.nanoTime();
        long index = from;
        for (int i = 0; i < keys; i++) {
            index++;
            String key = key(from == 0 ? (int) ((i * 7_368_787L) % keys) : random.nextInt(keys));
            Request request = Request.of("PUT", key, new byte[VALUE_BYTES]);
            registry.apply(new Command(new Position(new Term(1), index), "", 0, request));
        }
        report(what, keys, start);
        return index;
    }

    private static String key(int number) {
        return "k" + (10_000_000 + number);
    }

    private static void report(String what, int count, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        System.out.printf("%s: %,d in %.2f s = %,.0f/s%n", what, count, seconds, count / seconds);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
