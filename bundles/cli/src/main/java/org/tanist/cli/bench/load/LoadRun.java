package org.tanist.cli.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A load: so many clients, for so long, on as few threads as will do.
 *
 * @param clients connections
 * @param warmUp not counted
 * @param length counted
 */
public record LoadRun(int clients, Duration warmUp, Duration length) {

    private static final int CLIENTS_A_THREAD = 64;

    /**
     * Runs it.
     *
     * @param address where to
     * @param dialogues what each connection says, by its number
     * @throws IOException if a connection cannot be made, or broke
     */
    public LoadResult run(InetSocketAddress address, IntFunction<Dialogue> dialogues) throws IOException {
        List<LoadConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                connections.add(new LoadConnection(address, dialogues.apply(i)));
            }
            return drive(connections);
        } finally {
            for (LoadConnection connection : connections) {
                connection.close();
            }
        }
    }

    private LoadResult drive(List<LoadConnection> connections) throws IOException {
        long from = System.nanoTime() + warmUp.toNanos();
        List<LoadLoop> loops = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int first = 0; first < connections.size(); first += CLIENTS_A_THREAD) {
            int next = Math.min(connections.size(), first + CLIENTS_A_THREAD);
            LoadLoop loop = new LoadLoop(connections.subList(first, next), from, from + length.toNanos());
            Thread thread = new Thread(loop, "tanist-load-" + loops.size());
            thread.setDaemon(true);
            loops.add(loop);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
        return result(loops);
    }

    private LoadResult result(List<LoadLoop> loops) throws IOException {
        List<int[]> micros = new ArrayList<>();
        long failed = 0;
        String trouble = "";
        for (LoadLoop loop : loops) {
            micros.add(loop.micros());
            failed += loop.failed();
            trouble = loop.trouble().isEmpty() ? trouble : loop.trouble();
        }
        LoadResult result = LoadResult.of(micros, failed, trouble, length);
        if (result.count() == 0) {
            throw new IOException("nothing was answered" + (trouble.isEmpty() ? "" : ": " + trouble));
        }
        return result;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
