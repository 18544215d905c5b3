package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.election.Candidate;
import org.tanist.election.zookeeper.internal.ensemble.ConnectString;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Settings;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.CheckpointRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.election.zookeeper.internal.record.MemberList;
import org.tanist.election.zookeeper.internal.record.TermRecord;

/**
 * Finds this cluster's znodes, or makes them when this master founds the cluster. A master that has found them once never makes them again:
 * if they are gone, the path is wrong or somebody has removed them, and an empty cluster in their place would hide that everything is lost.
 */
final class Foundation {
    private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);
    private static final byte[] NOTHING = {};

    private final Candidate candidate;
    private final Ensemble ensemble;
    private final Layout layout;
    private final Settings settings;
    private final Path mark;

    Foundation(Candidate candidate, Ensemble ensemble, Layout layout) {
        this.candidate = candidate;
        this.ensemble = ensemble;
        this.layout = layout;
        this.settings = ensemble.settings();
        this.mark = candidate.directory().resolve("found");
    }

    /**
     * Completes with true once the znodes are there, with false if another master must found the cluster first. Fails with a {@link
     * TanistException} or {@link IOException} that says what is wrong, or with an {@link EnsembleException} when it may be tried again.
     */
    CompletableFuture<Boolean> lay() {
        return path().thenCompose(there -> ensemble.read(layout.cluster()))
                .thenCompose(cluster -> cluster.isPresent() ? compare(cluster.get()) : found())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(explain(failure)));
    }

    private CompletableFuture<Optional<Znode>> path() {
        String base = layout.base();
        return ensemble.read(base).thenCompose(found -> {
            if (found.isPresent()) {
                return CompletableFuture.completedFuture(found);
            }
            if (!settings.connect().ownPath()) {
                throw new TanistException(
                        ErrorCode.INVALID,
                        "tanist.election.zookeeper.connect: the path " + base + " does not exist in ZooKeeper at "
                                + settings.connect().hosts()
                                + ": make it with 'tanist ha format --zookeeper " + settings.connect()
                                + "' or zkCli.sh create, or leave the path out (then it is "
                                + ConnectString.DEFAULT_PATH + ")");
            }
            Op create = Op.create(base, NOTHING, settings.rights(), CreateMode.PERSISTENT);
            return ensemble.commit(List.of(create)).handle((done, failure) -> {
                EnsembleException refused = EnsembleException.of(failure);
                if (failure != null && (refused == null || refused.code() != KeeperException.Code.NODEEXISTS)) {
                    throw new CompletionException(failure);
                }
                return found;
            });
        });
    }

    private CompletableFuture<Boolean> compare(Znode cluster) {
        String there = new String(cluster.data(), StandardCharsets.UTF_8);
        String ours = candidate.cluster().toString();
        if (!there.equals(ours)) {
            return ensemble.read(layout.members()).thenCompose(members -> {
                String message = "the znodes below " + layout.base() + " in ZooKeeper belong to cluster " + there
                        + mastersOf(members) + ", but " + candidate.self().name() + " to cluster " + ours
                        + ": give each cluster a path of its own in tanist.election.zookeeper.connect";
                return CompletableFuture.failedFuture(
                        new IOException(message, new TanistException(ErrorCode.INVALID, message)));
            });
        }
        try {
            if (!Files.exists(mark)) {
                Files.writeString(mark, settings.connect() + "\n");
            }
            return CompletableFuture.completedFuture(true);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new IOException("cannot write " + mark + ": " + e.getMessage(), e));
        }
    }

    /** Ids tell nobody whose cluster it is; the names of its masters do. */
    private static String mastersOf(Optional<Znode> members) {
        try {
            return members.isEmpty()
                    ? ""
                    : MemberList.decode(members.get().data()).members().stream()
                            .map(member -> member.name() + " at " + member.address())
                            .collect(Collectors.joining(", ", " (", ")"));
        } catch (IOException e) {
            LOG.debug("the members of the other cluster cannot be read: {}", e.getMessage());
            return "";
        }
    }

    private CompletableFuture<Boolean> found() {
        if (candidate.founders().find(candidate.self().id()).isEmpty()) {
            LOG.info("waits until the cluster's znodes are at {}", settings.connect());
            return CompletableFuture.completedFuture(false);
        }
        return ensemble.read(layout.formatted()).thenCompose(formatted -> {
            if (formatted.isEmpty() && Files.exists(mark)) {
                throw new TanistException(
                        ErrorCode.INVALID,
                        "the znodes of this cluster are gone from " + settings.connect()
                                + ": this master had found them before; correct tanist.election.zookeeper.connect,"
                                + " or if the cluster was removed on purpose, empty "
                                + candidate.directory().getParent());
            }
            return create(formatted);
        });
    }

    private CompletableFuture<Boolean> create(Optional<Znode> formatted) {
        TermRecord first = TermRecord.NONE;
        try {
            if (formatted.isPresent()) {
                first = TermRecord.decode(formatted.get().data());
            }
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        List<Op> operations = new ArrayList<>();
        operations.add(make(layout.cluster(), candidate.cluster().toString().getBytes(StandardCharsets.UTF_8)));
        operations.add(make(layout.term(), first.encode()));
        operations.add(make(layout.members(), MemberList.encode(candidate.founders())));
        operations.add(make(layout.checkpoint(), CheckpointRecord.NONE.encode()));
        for (String parent : List.of(layout.live(), layout.journal(), layout.parts(), layout.checkpoints())) {
            operations.add(make(parent, NOTHING));
        }
        formatted.ifPresent(left -> operations.add(Op.delete(layout.formatted(), left.version())));
        return ensemble.commit(operations)
                .handle((done, failure) -> {
                    EnsembleException refused = EnsembleException.of(failure);
                    boolean lostTheRace = refused != null
                            && (refused.code() == KeeperException.Code.NODEEXISTS
                                    || refused.code() == KeeperException.Code.NONODE);
                    if (failure != null && !lostTheRace) {
                        throw new CompletionException(failure);
                    }
                    return !lostTheRace;
                })
                .thenCompose(founded -> {
                    LOG.info("the cluster's znodes are at {}{}", settings.connect(), founded ? ", made now" : "");
                    return ensemble.read(layout.cluster());
                })
                .thenCompose(cluster ->
                        cluster.isPresent() ? compare(cluster.get()) : CompletableFuture.completedFuture(false));
    }

    private Op make(String path, byte[] data) {
        boolean forClients = path.equals(layout.members()) || path.equals(layout.cluster());
        return Op.create(path, data, forClients ? settings.readable() : settings.rights(), CreateMode.PERSISTENT);
    }

    /** What a refusal of ZooKeeper means for an operator; other failures as they are. */
    Throwable explain(Throwable failure) {
        EnsembleException refused = EnsembleException.of(failure);
        if (refused != null
                && (refused.code() == KeeperException.Code.NOAUTH
                        || refused.code() == KeeperException.Code.AUTHFAILED
                        || refused.code() == KeeperException.Code.INVALIDACL)) {
            String what = settings.digest().isEmpty()
                    ? "no user is given: set it to a file with the line user:password"
                    : "the user or the password in it is not the one that owns the znodes";
            return new TanistException(
                    ErrorCode.INVALID,
                    "tanist.election.zookeeper.auth-file: ZooKeeper at " + settings.connect() + " denies access: "
                            + what);
        }
        if (refused != null && refused.code() == KeeperException.Code.UNIMPLEMENTED) {
            return new TanistException(
                    ErrorCode.INVALID,
                    "tanist.election.zookeeper.connect: the ZooKeeper servers at "
                            + settings.connect().hosts() + " are too old: 3.6 or newer is needed");
        }
        return failure;
    }
}
