package org.tanist.itests.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a master is started.
 *
 * @param home the unpacked tarball
 * @param name its human name
 * @param host its address
 * @param port its HTTP port
 * @param directory its data
 * @param peers of the first start; empty for none
 * @param options more options of {@code bin/master}
 * @param environment more variables
 * @param prefix words before the command, e.g. to enter a network namespace
 */
public record Launch(
        Path home,
        String name,
        String host,
        int port,
        Path directory,
        List<String> peers,
        List<String> options,
        Map<String, String> environment,
        List<String> prefix) {

    /** A master on loopback without peers. */
    public static Launch of(String name, int port, Path directory) {
        return new Launch(
                Tarball.home(), name, "127.0.0.1", port, directory, List.of(), List.of(), Map.of(), List.of());
    }

    /** With these peers. */
    public Launch peers(List<String> addresses) {
        return new Launch(home, name, host, port, directory, addresses, options, environment, prefix);
    }

    /** With more options. */
    public Launch with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Launch(home, name, host, port, directory, peers, all, environment, prefix);
    }

    /** With a variable. */
    public Launch environment(String variable, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(variable, value);
        return new Launch(home, name, host, port, directory, peers, options, all, prefix);
    }

    /** From another unpacked tarball. */
    public Launch home(Path other) {
        return new Launch(other, name, host, port, directory, peers, options, environment, prefix);
    }

    /** On another address. */
    public Launch at(String otherHost, int otherPort) {
        return new Launch(home, name, otherHost, otherPort, directory, peers, options, environment, prefix);
    }

    /** With data elsewhere. */
    public Launch directory(Path other) {
        return new Launch(home, name, host, port, other, peers, options, environment, prefix);
    }

    /** Behind other words. */
    public Launch prefix(String... words) {
        return new Launch(home, name, host, port, directory, peers, options, environment, List.of(words));
    }

    /** {@code host:port}. */
    public String address() {
        return host + ":" + port;
    }

    /** The whole command line. */
    public List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                home.resolve("bin/master").toString(), "-ip", host, "-port", Integer.toString(port), "-name", name));
        command.addAll(List.of("-dir", directory.toString()));
        if (!peers.isEmpty()) {
            command.addAll(List.of("-peers", String.join(",", peers)));
        }
        command.addAll(options);
        return command;
    }
}
