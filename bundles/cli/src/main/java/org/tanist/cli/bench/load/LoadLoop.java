package org.tanist.cli.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;

/** Drives some connections from one thread; counts only between two moments. */
final class LoadLoop implements Runnable {

    private static final long SELECT_MILLIS = 50;

    private final List<LoadConnection> connections;
    private final long countFromNanos;
    private final long endNanos;
    private int[] micros = new int[1 << 16];
    private int count;
    private long failed;
    private String trouble = "";

    LoadLoop(List<LoadConnection> connections, long countFromNanos, long endNanos) {
        this.connections = connections;
        this.countFromNanos = countFromNanos;
        this.endNanos = endNanos;
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (LoadConnection connection : connections) {
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
                connection.send();
            }
            while (System.nanoTime() < endNanos) {
                selector.select(this::ready, SELECT_MILLIS);
            }
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    /** Latencies in microseconds. */
    int[] micros() {
        return Arrays.copyOf(micros, count);
    }

    long failed() {
        return failed;
    }

    String trouble() {
        return trouble;
    }

    private void ready(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            int status = connection.receive();
            if (status < 0) {
                return;
            }
            count(status, connection.elapsedNanos());
            connection.send();
        } catch (IOException e) {
            key.cancel();
            trouble = String.valueOf(e.getMessage());
        }
    }

    private void count(int status, long nanos) {
        long now = System.nanoTime();
        if (now - countFromNanos < 0 || now - endNanos > 0) {
            return;
        }
        if (status < 200 || status > 299) {
            failed++;
            trouble = "status " + status;
            return;
        }
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
    }
}
