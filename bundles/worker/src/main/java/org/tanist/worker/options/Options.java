package org.tanist.worker.options;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tanist.client.http.Address;

/**
 * What a worker was started with.
 *
 * @param request what to do
 * @param directory its data; absolute
 * @param masters any masters of the cluster; none when it only stops another one
 * @param given the other options, by name without their dash
 * @param keep whether instances go on when it is stopped
 */
public record Options(Request request, Path directory, List<Address> masters, Map<String, String> given, boolean keep) {

    /** What {@code --help} prints. */
    public static final String USAGE = """
            usage: worker -masters HOST:PORT[,HOST:PORT] [-dir DATA] [-name NAME] [-slots N] [-memory SIZE]
                          [-ip HOST] [-port PORT] [-cache SIZE] [-log SIZE] [-keep] [-daemon] [-stop] [--help] [--version]
              -masters LIST any masters of the cluster, one is enough (default: the variable TANIST_MASTERS)
              -dir DATA     this worker's directory (default TANIST_HOME/data/worker)
              -name NAME    unique in the cluster: a-z 0-9 . _ - (default: made of the host's name)
              -slots N      how many instances it takes (default: four for each processor)
              -memory SIZE  how much memory they may have together (default: four fifths of this host's)
              -ip HOST      where masters reach it for logs (default: the address by which it reaches them)
              -port PORT    port for logs (default: any free one)
              -cache SIZE   how much of its disk jars may take (default 4GB)
              -log SIZE     how large a log file of an instance becomes; each has two (default 8MB)
              -keep         when stopped, leave the instances running for a worker that is started soon
              -stop         stop the worker of the same -dir, and wait for its end
              -daemon       run in the background; returns when the worker is up or has failed
            exit codes: 0 stopped in order, 1 failed, 2 wrong configuration""";

    private static final Set<String> VALUED =
            Set.of("masters", "dir", "name", "slots", "memory", "ip", "port", "cache", "log");
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    private static final int MOST_SLOTS = 1_000;
    private static final long MB = 1L << 20;
    private static final long CACHE = 4096 * MB;
    private static final long LOG = 8 * MB;

    /** What to do. */
    public enum Request {
        /** Be a worker. */
        RUN,
        /** Stop one. */
        STOP,
        /** Print the usage. */
        HELP,
        /** Print the version. */
        VERSION
    }

    /**
     * Reads and checks a command line.
     *
     * @param environment for TANIST_MASTERS
     * @param home where the installation is
     * @throws OptionException if any of it is wrong
     */
    public static Options parse(List<String> arguments, Map<String, String> environment, Path home)
            throws OptionException {
        Map<String, String> given = new HashMap<>();
        Set<String> flags = new HashSet<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            String name = word.replaceFirst("^--?", "");
            if (VALUED.contains(name) && word.startsWith("-")) {
                if (rest.isEmpty()) {
                    throw new OptionException(word + " lacks its value: worker --help shows what to write");
                }
                given.put(name, rest.removeFirst());
            } else if (Set.of("keep", "stop", "help", "h", "version").contains(name) && word.startsWith("-")) {
                flags.add(name);
            } else {
                throw new OptionException("'" + word + "' is no option of worker: worker --help lists them");
            }
        }
        Request request = request(flags);
        Path directory = Path.of(
                        given.getOrDefault("dir", home.resolve("data/worker").toString()))
                .toAbsolutePath()
                .normalize();
        Options options = new Options(
                request,
                directory,
                request == Request.RUN ? masters(given, environment) : List.of(),
                Map.copyOf(given),
                flags.contains("keep"));
        options.check();
        return options;
    }

    /** Its name, if one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(given.get("name"));
    }

    /** Where masters reach it, if that was given. */
    public Optional<String> host() {
        return Optional.ofNullable(given.get("ip"));
    }

    /** Port of the log server; 0 for any free one. */
    public int port() throws OptionException {
        return number("port", 0, 65_535).orElse(0);
    }

    /** How many instances it takes, if that was given. */
    public Optional<Integer> slots() throws OptionException {
        return number("slots", 1, MOST_SLOTS);
    }

    /** How much memory in MB instances may have, if that was given. */
    public Optional<Integer> memoryMb() throws OptionException {
        if (!given.containsKey("memory")) {
            return Optional.empty();
        }
        long megabytes = size("memory", 0) / MB;
        if (megabytes < 1 || megabytes > Integer.MAX_VALUE) {
            throw new OptionException("-memory " + given.get("memory") + " is out of range: write e.g. 4GB");
        }
        return Optional.of((int) megabytes);
    }

    /** Most bytes of the jar cache. */
    public long cacheBytes() throws OptionException {
        return size("cache", CACHE);
    }

    /** Bytes at which a log file is replaced. */
    public long logBytes() throws OptionException {
        return size("log", LOG);
    }

    /** All masters, as {@code host:port,host:port}. */
    public String mastersText() {
        return String.join(",", masters.stream().map(Address::toString).toList());
    }

    private void check() throws OptionException {
        if (name().isPresent() && !name().get().matches(NAME)) {
            throw new OptionException("-name '" + name().get()
                    + "' is no name: use a-z, 0-9, '.', '_' and '-', begin with a letter or digit, at most 63 of them");
        }
        port();
        slots();
        memoryMb();
        cacheBytes();
        logBytes();
    }

    private Optional<Integer> number(String name, int least, int most) throws OptionException {
        String text = given.get(name);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new OptionException("-" + name + " " + text + " is out of range: use " + least + " to " + most);
        }
        return Optional.of(Integer.parseInt(text));
    }

    private long size(String name, long otherwise) throws OptionException {
        String text = given.get(name);
        return text == null ? otherwise : Size.parse("-" + name, text);
    }

    private static Request request(Set<String> flags) {
        if (flags.contains("help") || flags.contains("h")) {
            return Request.HELP;
        }
        if (flags.contains("version")) {
            return Request.VERSION;
        }
        return flags.contains("stop") ? Request.STOP : Request.RUN;
    }

    private static List<Address> masters(Map<String, String> given, Map<String, String> environment)
            throws OptionException {
        String text = given.getOrDefault("masters", environment.getOrDefault("TANIST_MASTERS", ""));
        if (text.isBlank()) {
            throw new OptionException("no master is named: write -masters host:port[,host:port]");
        }
        try {
            return Address.parseList(text);
        } catch (IllegalArgumentException e) {
            throw new OptionException("-masters: " + e.getMessage());
        }
    }
}
