package org.tanist.cli.context;

import org.tanist.client.TanistClient;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.http.Address;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** Reads of the cluster object that a command starts with. */
public final class ClusterReading {

    private static final String FRESH = "/api/v1/cluster";
    private static final String STALE = FRESH + "?stale=true";

    private ClusterReading() {}

    /** The cluster as the active sees it; without one (or if asked for), as any master sees it. */
    public static Json read(TanistClient client, boolean stale) {
        if (stale) {
            return client.read(STALE);
        }
        try {
            return client.read(FRESH);
        } catch (NoActiveException e) {
            if (e.code().equals("unreachable")) {
                throw e;
            }
            return client.read(STALE);
        }
    }

    /**
     * The member with this name or address.
     *
     * @throws Failure with exit code 3 if there is none
     */
    public static Master member(TanistClient client, String nameOrAddress, boolean stale) {
        return member(Cluster.of(read(client, stale)), nameOrAddress);
    }

    /**
     * The same in a cluster that has been read: for those who need more of it than one member, and both of one moment.
     *
     * @throws Failure with exit code 3 if there is none
     */
    public static Master member(Cluster cluster, String nameOrAddress) {
        return cluster.master(nameOrAddress)
                .or(() -> cluster.master(Address.parse(nameOrAddress).toString()))
                .orElseThrow(() -> new Failure(
                        ExitCode.NOT_FOUND,
                        "no master is named '" + nameOrAddress
                                + "' or has this address; 'tanist masters list' shows all"));
    }
}
