package org.tanist.worker.runtime;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tanist.client.http.Address;

/** What this host is like, for what the options leave open. */
final class Host {

    private static final long KB = 1024;
    private static final int MOST_NAME = 50;

    private Host() {}

    /** The address by which this host reaches the first of the masters that has a name or address that is known; nothing is sent. */
    static Optional<String> addressTowards(List<Address> masters) {
        for (Address master : masters) {
            InetSocketAddress target = new InetSocketAddress(master.host(), master.port());
            try (DatagramSocket socket = new DatagramSocket()) {
                if (!target.isUnresolved()) {
                    socket.connect(target);
                    return Optional.of(socket.getLocalAddress().getHostAddress());
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                // No route to this one; perhaps to the next.
                continue;
            }
        }
        return Optional.empty();
    }

    /** A name that is the same at each start, and another one for each directory of this host. */
    static String name(String id) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            host = "worker";
        }
        String plain =
                host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z0-9]+", "");
        String start = plain.isEmpty() ? "worker" : plain.substring(0, Math.min(MOST_NAME, plain.length()));
        return start + "-" + id.substring(0, 4);
    }

    /** Four fifths of the memory that this host, or the group that contains this process, has. */
    static int memoryMb() throws IOException {
        long bytes = Long.MAX_VALUE;
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                bytes = Long.parseLong(line.replaceAll("[^0-9]", "")) * KB;
            }
        }
        Path group = Path.of("/sys/fs/cgroup/memory.max");
        if (Files.isReadable(group)) {
            String limit = Files.readString(group).strip();
            bytes = limit.matches("\\d{1,18}") ? Math.min(bytes, Long.parseLong(limit)) : bytes;
        }
        return (int) (bytes / KB / KB / 5 * 4);
    }

    /** Four instances for each processor: most wait most of the time. */
    static int slots() {
        return 4 * Runtime.getRuntime().availableProcessors();
    }
}
