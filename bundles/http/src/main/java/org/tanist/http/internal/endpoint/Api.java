package org.tanist.http.internal.endpoint;

import java.util.ArrayList;
import java.util.List;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.forward.PeerClient;
import org.tanist.http.internal.metrics.Exposition;
import org.tanist.http.internal.metrics.Meter;
import org.tanist.http.internal.runtime.HttpThreads;

/** All endpoints of a master. Closing it ends the streams. */
public final class Api implements AutoCloseable {
    private final EndpointTable table;
    private final EventEndpoint events;
    private final Meter others = new Meter("any", "other");

    /** Over these parts. */
    public Api(ClusterControl control, PeerClient peers, HttpThreads threads) {
        Exposition exposition = new Exposition();
        events = new EventEndpoint(control, threads);
        List<Operation> all = new ArrayList<>();
        all.addAll(new HealthEndpoints(control).operations());
        all.addAll(new ClusterEndpoints(control).operations());
        all.addAll(new ServiceEndpoints(control).operations());
        all.addAll(new JarEndpoints(control, threads).operations());
        all.addAll(new JarOrderEndpoints(control, threads).operations());
        all.addAll(new ApplicationEndpoints(control).operations());
        all.addAll(new LogEndpoint(control, threads).operations());
        all.addAll(events.operations());
        all.addAll(new OperationEndpoints(control, peers, threads, exposition).operations());
        table = new EndpointTable(all);
        all.forEach(endpoint -> exposition.add(endpoint.meter()));
        exposition.add(others);
    }

    /** By path. */
    public EndpointTable table() {
        return table;
    }

    /** Counts what is for no endpoint. */
    public Meter others() {
        return others;
    }

    @Override
    public void close() {
        events.close();
    }
}
