package org.tanist.master.internal.runtime;

import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.Shutdown;
import org.tanist.configuration.Started;
import org.tanist.configuration.StopHook;
import org.tanist.control.ClusterControl;
import org.tanist.election.Election;
import org.tanist.service.MasterService;
import org.tanist.storage.StorageProvider;

/** The master as an OSGi component: gathers providers and services, offers the door, starts and stops the rest. */
@Component(immediate = true, service = StopHook.class)
public final class MasterComponent implements StopHook {
    private final Assembly assembly;
    private final ServiceRegistration<ClusterControl> door;

    /** Puts the parts together and opens the door; taking part begins when everything is started. */
    @Activate
    public MasterComponent(
            BundleContext context, @Reference LiveConfiguration configuration, @Reference Shutdown shutdown) {
        assembly = new Assembly(context, configuration, shutdown);
        door = context.registerService(ClusterControl.class, assembly.control(), null);
    }

    /** An election provider has come. */
    @Reference(
            service = Election.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeElection")
    void addElection(Election election, Map<String, Object> properties) {
        assembly.plugins().add(name(properties, Election.PROVIDER), election);
    }

    void removeElection(Election election, Map<String, Object> properties) {
        assembly.plugins().remove(name(properties, Election.PROVIDER), election);
    }

    /** A storage provider has come. */
    @Reference(
            service = StorageProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeStorage")
    void addStorage(StorageProvider provider, Map<String, Object> properties) {
        assembly.plugins().addStorage(properties, provider);
    }

    void removeStorage(StorageProvider provider) {
        assembly.plugins().removeStorage(provider);
    }

    /** A master service has come. */
    @Reference(
            service = MasterService.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeService")
    void addService(MasterService service, Map<String, Object> properties) {
        assembly.host().bind(name(properties, MasterService.NAME), service);
    }

    void removeService(MasterService service, Map<String, Object> properties) {
        assembly.host().unbind(name(properties, MasterService.NAME), service);
    }

    /** All bundles are started: take part. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, unbind = "removeStarted")
    void addStarted(Started started) {
        assembly.begin();
    }

    void removeStarted(Started started) {
        // The framework is going down; the stop hook has done what must be done before that.
    }

    private static String name(Map<String, Object> properties, String key) {
        return String.valueOf(properties.get(key));
    }

    @Override
    public void beforeStop(Duration limit) {
        assembly.leave(limit);
    }

    /** Leaves the cluster and ends all threads. */
    @Deactivate
    public void stop() {
        door.unregister();
        assembly.close();
    }
}
