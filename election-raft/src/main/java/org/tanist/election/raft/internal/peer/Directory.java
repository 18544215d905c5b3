package org.tanist.election.raft.internal.peer;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.thirdparty.io.grpc.EquivalentAddressGroup;
import org.apache.ratis.thirdparty.io.grpc.NameResolver;
import org.apache.ratis.thirdparty.io.grpc.NameResolverProvider;
import org.apache.ratis.thirdparty.io.grpc.NameResolverRegistry;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusOr;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;

/**
 * Where each master's Raft port is. Raft knows its peers by the symbolic address {@code tanist:///id}; this resolves it at each
 * attempt to connect, so a moved master or a changed DNS entry is followed without a restart.
 *
 * <p>One per process, because gRPC keeps one registry of resolvers per process. Thread-safe.
 */
public final class Directory extends NameResolverProvider {
    private static final String SCHEME = "tanist";
    private static final Map<MasterId, Endpoint> PLACES = new ConcurrentHashMap<>();
    private static final Directory REGISTERED = register();

    private static Directory register() {
        Directory directory = new Directory();
        NameResolverRegistry.getDefaultRegistry().register(directory);
        return directory;
    }

    /** The symbolic address of a master. */
    public static String target(MasterId id) {
        return REGISTERED.getDefaultScheme() + ":///" + id;
    }

    /** Sets where a master's Raft port is now. */
    public static void put(MasterId id, Endpoint raft) {
        PLACES.put(id, raft);
    }

    /** Where a master's Raft port is, if known. */
    public static Optional<Endpoint> find(MasterId id) {
        return Optional.ofNullable(PLACES.get(id));
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new Lookup(MasterId.of(target.getPath().substring(1)));
    }

    private static final class Lookup extends NameResolver {
        private final MasterId id;
        private volatile Listener2 listener = new Silent();

        Lookup(MasterId id) {
            this.id = id;
        }

        @Override
        public String getServiceAuthority() {
            return id.toString();
        }

        @Override
        public void start(Listener2 newListener) {
            listener = newListener;
            resolve();
        }

        @Override
        public void refresh() {
            resolve();
        }

        private void resolve() {
            Endpoint place = PLACES.get(id);
            InetSocketAddress address = place == null ? null : new InetSocketAddress(place.host(), place.port());
            if (address == null || address.isUnresolved()) {
                listener.onError(Status.UNAVAILABLE.withDescription("the address of master " + id + " is not known"));
                return;
            }
            listener.onResult(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(List.of(new EquivalentAddressGroup(address))))
                    .build());
        }

        @Override
        public void shutdown() {
            listener = new Silent();
        }
    }

    private static final class Silent extends NameResolver.Listener2 {
        @Override
        public void onResult(NameResolver.ResolutionResult result) {}

        @Override
        public void onError(Status error) {}
    }
}
