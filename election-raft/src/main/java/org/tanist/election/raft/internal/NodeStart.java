package org.tanist.election.raft.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.apache.ratis.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.Candidate;
import org.tanist.election.raft.internal.machine.ClaimMachine;
import org.tanist.election.raft.internal.peer.Directory;
import org.tanist.election.raft.internal.peer.PeerService;

/** Starts a node: founds, recovers or prepares to join, and turns what can go wrong into one clear line. */
final class NodeStart {
    private static final String FOUNDERS = "founders";

    /** gRPC tells through java.util.logging, with a stack trace, that a peer's connection broke; that is our daily bread. */
    private static final Logger QUIET = Logger.getLogger("org.apache.ratis.thirdparty.io.grpc");

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private final Candidate candidate;
    private final Path storage;
    private final Endpoint listen;

    NodeStart(Candidate candidate) {
        this.candidate = candidate;
        this.storage = candidate.directory().resolve("raft");
        this.listen = candidate.self().address().plus(Settings.PORT_OFFSET);
    }

    RaftNode start(ClaimMachine machine, PeerService service) throws IOException {
        // Ratis would end the process when its port is taken or its disk fails; that is the master's decision.
        ExitUtils.disableSystemExit();
        refuseForeignData();
        refuseUsedPort();
        Membership founders = founders();
        Directory.put(candidate.self().id(), listen);
        founders.members().forEach(m -> Directory.put(m.id(), m.address().plus(Settings.PORT_OFFSET)));
        RaftGroupId group = RaftGroupId.valueOf(candidate.cluster().value());
        RaftStorage.StartupOption option = option();
        SegmentCheck.repair(groupDirectory().resolve("current"));
        Parameters parameters = new Parameters();
        GrpcConfigKeys.Server.setServicesCustomizer(
                parameters,
                // A master that hears nothing pings; gRPC would close the connection of one that does so more than
                // twice in two hours.
                (builder, types) -> builder.addService(service.definition())
                        .permitKeepAliveWithoutCalls(true)
                        .permitKeepAliveTime(0, TimeUnit.NANOSECONDS));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Ratis and gRPC look up their parts by the context class loader, which in OSGi is not this bundle's.
        thread.setContextClassLoader(NodeStart.class.getClassLoader());
        RaftServer server = null;
        try {
            server = RaftServer.newBuilder()
                    .setServerId(Peers.id(candidate.self().id()))
                    .setProperties(Settings.of(storage, listen, candidate.timeout(), isFirst(founders)))
                    .setParameters(parameters)
                    .setGroup(RaftGroup.valueOf(group, Peers.peers(founders, 0)))
                    .setOption(option)
                    .setStateMachineRegistry(id -> machine)
                    .build();
            server.start();
            return new RaftNode(server, group, machine);
        } catch (IOException | RuntimeException e) {
            machine.detach();
            if (server != null) {
                server.close();
            }
            SegmentCheck.demandSound(groupDirectory().resolve("current"));
            throw explain(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private boolean isFirst(Membership founders) {
        return founders.members().stream()
                .map(Member::name)
                .min(Comparator.naturalOrder())
                .filter(candidate.self().name()::equals)
                .isPresent();
    }

    private void refuseForeignData() throws IOException {
        if (!Files.isDirectory(storage)) {
            return;
        }
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(storage)) {
            for (Path group : groups) {
                ClusterId found = clusterOf(group);
                if (found != null && !found.equals(candidate.cluster())) {
                    throw new IOException("the data in " + candidate.directory() + " belongs to cluster " + found
                            + ", not to " + candidate.cluster() + ": give this master another data directory");
                }
            }
        }
    }

    private static @Nullable ClusterId clusterOf(Path group) {
        try {
            return new ClusterId(UUID.fromString(String.valueOf(group.getFileName())));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void refuseUsedPort() throws IOException {
        InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
        if (address.isUnresolved()) {
            throw new IOException("the host name " + listen.host() + " cannot be resolved: check tanist.hostname");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + listen + " (HTTP port + " + Settings.PORT_OFFSET + ", between masters): "
                            + e.getMessage() + ": choose another port or stop what uses it",
                    e);
        }
    }

    private Path groupDirectory() {
        return storage.resolve(candidate.cluster().toString());
    }

    private RaftStorage.StartupOption option() throws IOException {
        if (Files.exists(groupDirectory().resolve("current").resolve("raft-meta"))) {
            return RaftStorage.StartupOption.RECOVER;
        }
        if (Files.exists(groupDirectory())) {
            // A first start that was cut short: nothing was promised yet.
            FileUtils.deleteFully(groupDirectory().toFile());
        }
        Files.createDirectories(storage);
        return RaftStorage.StartupOption.FORMAT;
    }

    /**
     * The founders of the first start. Ratis keeps its members only once an election has committed them, so a founder that
     * restarts before that needs this file.
     */
    private Membership founders() throws IOException {
        Path file = candidate.directory().resolve(FOUNDERS);
        if (!Files.exists(file)) {
            Path temporary = candidate.directory().resolve(FOUNDERS + ".part");
            Files.write(temporary, MemberList.lines(candidate.founders()), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return candidate.founders();
        }
        return MemberList.parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    private IOException explain(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new IOException(
                "the Raft data in " + storage + " cannot be used: " + root.getMessage()
                        + ": remove this master from the cluster, empty its data directory and add it anew",
                failure);
    }
}
