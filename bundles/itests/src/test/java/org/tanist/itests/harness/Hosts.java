package org.tanist.itests.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Several hosts on this machine: network namespaces on one bridge. A host can be cut off: its packets vanish, as when a cable is
 * pulled. Needs root.
 */
public final class Hosts implements AutoCloseable {
    private final String bridge;
    private final String net;
    private final List<String> names = new ArrayList<>();
    private final List<String> taps = new ArrayList<>();

    private Hosts(int count) {
        int number = freeNumber();
        bridge = "itb" + number;
        net = "10.231." + number + ".";
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "itests-hosts"));
        Processes.must("ip", "link", "add", bridge, "type", "bridge");
        Processes.must("ip", "address", "add", net + "254/24", "dev", bridge);
        Processes.must("ip", "link", "set", bridge, "up");
        for (int i = 0; i < count; i++) {
            addHost(number, i);
        }
    }

    /** Test processes that run at the same time must not choose the same, nor what one that was killed has left. */
    private static int freeNumber() {
        Random random = new Random();
        int number;
        do {
            number = 20 + random.nextInt(70) * 3 + Tarball.fork() % 3;
        } while (Files.exists(Path.of("/sys/class/net/itb" + number)));
        return number;
    }

    /** New hosts that reach each other and this process. */
    public static Hosts of(int count) {
        return new Hosts(count);
    }

    private void addHost(int number, int index) {
        String name = "it" + number + "h" + index;
        names.add(name);
        Processes.must("ip", "netns", "add", name);
        Processes.must("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
        Processes.must("ip", "link", "set", name, "master", bridge);
        Processes.must("ip", "link", "set", name, "up");
        Processes.must("ip", "-n", name, "address", "add", address(index) + "/24", "dev", "eth0");
        Processes.must("ip", "-n", name, "link", "set", "eth0", "up");
        Processes.must("ip", "-n", name, "link", "set", "lo", "up");
    }

    /** A socket on the bridge for a machine that is not a network namespace. @return the name of the device */
    public synchronized String addTap() {
        String name = bridge + "t" + taps.size();
        Processes.must("ip", "tuntap", "add", name, "mode", "tap");
        taps.add(name);
        Processes.must("ip", "link", "set", name, "master", bridge, "up");
        return name;
    }

    /** The address for the machine at a tap. */
    public String addressOf(String tap) {
        return net + (100 + taps.indexOf(tap));
    }

    /** The address of a host. */
    public String address(int index) {
        return net + (index + 1);
    }

    /** The address of the machine that they are on. */
    public String bridgeAddress() {
        return net + "254";
    }

    /** Words that run a command on a host. */
    public String[] prefix(int index) {
        return new String[] {"ip", "netns", "exec", names.get(index)};
    }

    /** Where this process is reached from the hosts. */
    public String outside() {
        return net + "254";
    }

    /** From now on no host reaches another one, but each reaches this process; or all reach each other again. */
    public void apart(boolean apart) {
        for (String name : names) {
            Processes.must("bridge", "link", "set", "dev", name, "isolated", apart ? "on" : "off");
        }
    }

    /** Its packets vanish from now on, both ways. */
    public void cut(int index) {
        cut(names.get(index));
    }

    /** Its packets arrive again. */
    public void heal(int index) {
        heal(names.get(index));
    }

    void cut(String device) {
        Processes.must("ip", "link", "set", device, "nomaster");
    }

    void heal(String device) {
        Processes.must("ip", "link", "set", device, "master", bridge);
    }

    @Override
    public synchronized void close() {
        List.copyOf(taps).forEach(name -> Processes.must("ip", "link", "delete", name));
        taps.clear();
        List<String> rest = new ArrayList<>(names);
        Collections.reverse(rest);
        names.clear();
        rest.forEach(name -> Processes.must("ip", "netns", "delete", name));
        if (!rest.isEmpty()) {
            Processes.must("ip", "link", "delete", bridge);
        }
    }
}
