package org.tanist.election.raft.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tanist.testkit.FreePorts;

/**
 * Measures this bundle alone, in processes of their own: {@code RaftBench <what> [trials] [masters] [timeoutMillis]} with
 * what = kill, stop, transfer, load or all. Not a test: it asserts nothing.
 */
@SuppressWarnings("SystemOut")
final class RaftBench {
    private record Line(int from, String text) {
        long number(int field) {
            return Long.parseLong(text.split(" ")[field]);
        }
    }

    private final int size;
    private final long timeoutMillis;
    private final Path root;
    private final String cluster = UUID.randomUUID().toString();
    private final List<Integer> ports = new ArrayList<>();
    private final Process[] processes;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    private RaftBench(int size, long timeoutMillis) throws IOException {
        this.size = size;
        this.timeoutMillis = timeoutMillis;
        this.root = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "/tmp")), "raft-bench");
        this.processes = new Process[size];
        for (int i = 0; i < size; i++) {
            ports.add(FreePorts.next());
        }
    }

    public static void main(String[] args) throws Exception {
        String what = args.length > 0 ? args[0] : "all";
        int trials = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        int size = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        long timeout = args.length > 3 ? Long.parseLong(args[3]) : 1000;
        RaftBench bench = new RaftBench(size, timeout);
        try {
            bench.run(what, trials);
        } finally {
            for (Process process : bench.processes) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private void run(String what, int trials) throws Exception {
        for (int i = 0; i < size; i++) {
            start(i);
        }
        int active = await("FIRST", 20).from();
        TimeUnit.SECONDS.sleep(3);
        if (what.equals("load") || what.equals("all")) {
            for (int round = 0; round < 2; round++) {
                active = measure(active, "load 1 3");
                active = measure(active, "load 64 5");
                active = measure(active, "reads 1 2");
                active = measure(active, "reads 64 3");
            }
        }
        if (what.equals("transfer") || what.equals("all")) {
            active = transfers(active, trials);
        }
        if (what.equals("kill") || what.equals("all")) {
            active = kills(active, trials, "-KILL");
        }
        if (what.equals("stop") || what.equals("all")) {
            kills(active, Math.min(trials, 8), "-STOP");
        }
    }

    private int measure(int active, String order) throws Exception {
        tell(active, "steady off");
        TimeUnit.MILLISECONDS.sleep(200);
        tell(active, order);
        System.out.println(await("RESULT", 60).text());
        tell(active, "steady on");
        return active;
    }

    private int transfers(int first, int trials) throws Exception {
        int active = first;
        List<Long> gaps = new ArrayList<>();
        List<Long> calls = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            lines.clear();
            int target = (active + 1) % size;
            tell(active, "transfer " + target);
            Line ack = await("FIRST", 20);
            Line done = await("TRANSFERRED", 20);
            gaps.add(ack.number(1) - done.number(2));
            calls.add(done.number(3) - done.number(1));
            active = ack.from();
            TimeUnit.MILLISECONDS.sleep(i % 2 == 0 ? 1200 : 100);
        }
        report("transfer gap", gaps);
        report("transfer call", calls);
        return active;
    }

    private int kills(int first, int trials, String signal) throws Exception {
        int active = first;
        List<Long> gaps = new ArrayList<>();
        List<Long> leads = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            TimeUnit.MILLISECONDS.sleep(2500);
            lines.clear();
            long begin = System.nanoTime();
            new ProcessBuilder("kill", signal, String.valueOf(processes[active].pid()))
                    .start()
                    .waitFor();
            Line lead = await("LEAD", 20);
            Line ack = await("FIRST", 20);
            gaps.add(ack.number(1) - begin);
            leads.add(lead.number(1) - begin);
            System.out.println(lead.text().substring(5) + ": lead " + (lead.number(1) - begin) / 1000 + " us, ack "
                    + (ack.number(1) - begin) / 1000 + " us");
            int killed = active;
            active = ack.from();
            if (signal.equals("-STOP")) {
                new ProcessBuilder("kill", "-CONT", String.valueOf(processes[killed].pid()))
                        .start()
                        .waitFor();
            } else {
                processes[killed].waitFor();
                start(killed);
                await("UP", 20);
            }
        }
        report("kill " + signal + " to lead", leads);
        report("kill " + signal + " to ack", gaps);
        return active;
    }

    private static void report(String name, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%s: n=%d min=%.1f median=%.1f max=%.1f ms%n",
                name,
                sorted.length,
                sorted[0] / 1e6,
                sorted[sorted.length / 2] / 1e6,
                Arrays.stream(sorted).max().getAsLong() / 1e6);
    }

    private Line await(String kind, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Line> others = new ArrayList<>();
        try {
            while (true) {
                Line line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new IllegalStateException("no " + kind + " within " + seconds + " s; got " + others);
                }
                if (line.text().startsWith(kind + " ")) {
                    return line;
                }
                others.add(line);
            }
        } finally {
            lines.addAll(others);
        }
    }

    private void tell(int master, String order) throws IOException {
        Writer out = new OutputStreamWriter(processes[master].getOutputStream(), StandardCharsets.UTF_8);
        out.write(order + "\n");
        out.flush();
    }

    private void start(int index) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "java",
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        String extra = System.getProperty("bench.jvm", "");
        if (!extra.isEmpty()) {
            command.addAll(List.of(extra.replace("%i", String.valueOf(index)).split(" ")));
        }
        command.add(BenchMaster.class.getName());
        command.add(cluster);
        command.add(String.valueOf(index));
        command.add(root.resolve("m" + (index + 1)).toString());
        command.add(String.valueOf(timeoutMillis));
        ports.forEach(port -> command.add(String.valueOf(port)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes[index] = process;
        Thread reader = new Thread(() -> read(index, process), "reader-" + index);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(int index, Process process) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.matches("(LEAD|FIRST|TRANSFERRED|RESULT|UP|BYE) .*")) {
                    lines.add(new Line(index, line));
                } else if (!line.contains("loadEpollInfo") && !line.contains("Epoll available")) {
                    System.err.println("m" + (index + 1) + " " + line);
                }
            }
        } catch (IOException e) {
            System.err.println("m" + (index + 1) + " output ended: " + e.getMessage());
        }
    }
}
