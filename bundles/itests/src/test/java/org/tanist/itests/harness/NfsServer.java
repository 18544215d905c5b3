package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real NFS server (nfs-ganesha, versions 3 and 4.1) on a host of its own, and what its clients need besides: folders without blanks in
 * their paths, and scripts. Needs root and Debian's packages.
 */
public final class NfsServer implements AutoCloseable {
    /** For how long the server keeps what a silent client of version 4 has open. */
    public static final Duration LEASE = Duration.ofSeconds(6);

    private static final List<String> PROGRAMS =
            List.of("linux.uml", "ganesha.nfsd", "rpcbind", "busybox", "ip", "bash");
    private static final List<String> SCRIPTS = List.of("server.sh", "boot.sh", "init.sh", "writer.sh");

    private final Path folder;
    private final Hosts hosts;
    private final Process process;
    private final List<Guest> guests = new ArrayList<>();

    private NfsServer(Path folder, Hosts hosts) throws IOException {
        this.folder = folder;
        this.hosts = hosts;
        Files.createDirectories(shared());
        Path configuration = Files.writeString(folder.resolve("ganesha.conf"), configuration());
        List<String> command = new ArrayList<>(List.of(hosts.prefix(0)));
        command.addAll(List.of(folder.resolve("server.sh").toString(), configuration.toString(), log().toString()));
        process = Processes.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.out").toFile()));
        Eventually.until("the NFS server answers", Duration.ofSeconds(20), this::answers);
    }

    /** What is missing on this machine; empty if there is all. */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!Processes.root()) {
            missing.add("root");
        }
        for (String program : PROGRAMS) {
            if (Processes.run(Duration.ofSeconds(10), Map.of(), List.of("sh", "-c", "command -v " + program))
                            .exit()
                    != 0) {
                missing.add(program);
            }
        }
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            missing.add("/dev/net/tun");
        }
        return missing;
    }

    /** A server of an empty directory. */
    public static NfsServer start() {
        Hosts hosts = Hosts.of(1);
        try {
            Path folder = Files.createTempDirectory("tanist-nfs");
            for (String script : SCRIPTS) {
                Path file = folder.resolve(script);
                try (var in = NfsServer.class.getResourceAsStream("/nfs/" + script)) {
                    Files.write(file, in.readAllBytes());
                }
                file.toFile().setExecutable(true);
            }
            return new NfsServer(folder, hosts);
        } catch (IOException e) {
            hosts.close();
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() {
        // Attributes are not remembered: a master that runs beside the server uses the directory itself.
        return """
                NFS_CORE_PARAM { Protocols = 3,4; Enable_NLM = false; Enable_RQUOTA = false; NFS_Port = 2049; MNT_Port = 20048; }
                NFSv4 { RecoveryBackend = fs; Grace_Period = 5; Lease_Lifetime = %d; Minor_Versions = 1; }
                EXPORT_DEFAULTS { Attr_Expiration_Time = 0; }
                EXPORT { Export_Id = 1; Path = %s; Pseudo = /shared; Access_Type = RW; Squash = None; SecType = sys; FSAL { Name = VFS; } }
                LOG { Default_Log_Level = EVENT; }
                """.formatted(LEASE.toSeconds(), shared());
    }

    private boolean answers() {
        return Processes.run(
                                Duration.ofSeconds(10),
                                Map.of(),
                                List.of(
                                        "bash",
                                        "-c",
                                        "exec 3<> /dev/tcp/" + address() + "/2049 && exec 3<> /dev/tcp/" + address()
                                                + "/20048"))
                        .exit()
                == 0;
    }

    /** The directory that it serves, as the server sees it. */
    public Path shared() {
        return folder.resolve("shared");
    }

    /** What it complains of. */
    public Path log() {
        return folder.resolve("ganesha.log");
    }

    /** Where it is. */
    public String address() {
        return hosts.address(0);
    }

    /** Where this machine itself is reached by the guests. */
    public String outside() {
        return hosts.bridgeAddress();
    }

    /** A machine that mounts the directory. @param version of NFS: 3 or 4.1 */
    public Guest guest(String version) {
        Guest guest = new Guest(folder, hosts, new Guest.Mount(address(), shared(), version));
        guests.add(guest);
        return guest;
    }

    /** Ends the guests, the server and the network, and deletes all files. */
    @Override
    public void close() {
        guests.forEach(Guest::close);
        Processes.destroy(process);
        hosts.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
