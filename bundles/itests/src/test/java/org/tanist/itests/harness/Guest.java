package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A machine with a kernel, a network and an NFS client of its own (User-Mode Linux) that has the files of this one. It runs one command,
 * and a writer beside it that does not need the network to reach the command's master.
 */
public final class Guest implements AutoCloseable {
    private final Path folder;
    private final Path scripts;
    private final Hosts hosts;
    private final String tap;
    private final String address;

    /** What it mounts, at the same place: the server's address, the directory there, and by which version of NFS. */
    record Mount(String server, Path directory, String version) {}

    Guest(Path scripts, Hosts hosts, Mount mount) {
        this.scripts = scripts;
        this.hosts = hosts;
        this.tap = hosts.addTap();
        this.address = hosts.addressOf(tap);
        try {
            folder = Files.createDirectory(scripts.resolve(tap));
            Files.writeString(
                    folder.resolve("settings"),
                    "name=" + tap + "\naddress=" + address + "\nserver=" + mount.server() + "\ndirectory="
                            + mount.directory() + "\nversion=" + mount.version() + "\nexport JAVA_HOME='"
                            + System.getProperty("java.home") + "'\n");
            Files.createFile(folder.resolve("writes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public String address() {
        return address;
    }

    /** Words that run a command on it: the process is the machine, and both end together. */
    public String[] prefix() {
        return new String[] {scripts.resolve("boot.sh").toString(), folder.toString(), tap};
    }

    /** Its packets vanish from now on. */
    public void cut() {
        hosts.cut(tap);
    }

    /** Its packets arrive again. */
    public void heal() {
        hosts.heal(tap);
    }

    /** Its writer begins: keys with this prefix and a number, one attempt after the other, all with the value "late". */
    public void write(String prefix) {
        try {
            Path fresh = Files.writeString(folder.resolve("write.new"), prefix);
            Files.move(fresh, folder.resolve("write"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its writer stops after the attempt that it is at. */
    public void rest() {
        try {
            Files.deleteIfExists(folder.resolve("write"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An attempt of its writer that has ended.
     *
     * @param number counts all attempts
     * @param status of HTTP, 0 if there was no answer
     */
    public record Attempt(int number, String key, int status) {
        /** Whether it was acknowledged. */
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    /** How many attempts have begun. */
    public int begun() {
        return (int) lines("begin").count();
    }

    /** The attempts that have ended, from a number on. */
    public List<Attempt> ended(int from) {
        List<Attempt> ended = new ArrayList<>();
        lines("end").map(line -> line.split(" ", -1)).forEach(words -> {
            int number = Integer.parseInt(words[1]);
            if (number >= from) {
                ended.add(new Attempt(number, words[2], Integer.parseInt(words[3])));
            }
        });
        return ended;
    }

    /** Whole lines only. */
    private Stream<String> lines(String word) {
        try {
            String text = Files.readString(folder.resolve("writes"));
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().filter(line -> line.startsWith(word + " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Switches it off, in case its process still runs. */
    @Override
    public void close() {
        try {
            Files.writeString(folder.resolve("off"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
