package org.tanist.master.internal.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.tanist.control.PluginStatus;
import org.tanist.election.Election;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.storage.StorageProvider;

/** The providers and services that have come, and the bundles they came from. Thread-safe. */
final class Plugins {
    private final BundleContext context;
    private final ServiceHost host;
    private final Map<String, Election> elections = new ConcurrentHashMap<>();
    private final Map<StorageProvider, List<String>> storages = new ConcurrentHashMap<>();

    Plugins(BundleContext context, ServiceHost host) {
        this.context = context;
        this.host = host;
    }

    void add(String provider, Election election) {
        elections.put(provider, election);
    }

    void remove(String provider, Election election) {
        elections.remove(provider, election);
    }

    Optional<Election> election(String provider) {
        return Optional.ofNullable(elections.get(provider));
    }

    void addStorage(Map<String, Object> properties, StorageProvider provider) {
        storages.put(provider, schemes(properties.get(StorageProvider.SCHEMES)));
    }

    void removeStorage(StorageProvider provider) {
        storages.remove(provider);
    }

    /** The provider for an address: by its scheme; without one, the provider that has none. */
    Optional<StorageProvider> storage(String address) {
        int colon = address.indexOf(':');
        String scheme = colon < 0 ? "" : address.substring(0, colon);
        return storages.entrySet().stream()
                .filter(s ->
                        scheme.isEmpty() ? s.getValue().isEmpty() : s.getValue().contains(scheme))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<String> schemes(@Nullable Object property) {
        if (property instanceof String[] several) {
            return List.of(several);
        }
        return property == null ? List.of() : List.of(String.valueOf(property).split(",", -1));
    }

    List<String> providers() {
        return elections.keySet().stream().sorted().toList();
    }

    List<PluginStatus> all(String providerInUse) {
        List<PluginStatus> all = new ArrayList<>();
        elections.forEach((provider, election) -> {
            String state = provider.equals(providerInUse) ? "active" : "available";
            all.add(new PluginStatus("election", provider, version(election), state, null));
        });
        for (ServiceHost.State service : host.states()) {
            String state =
                    service.quarantine().isPresent() ? "quarantined" : service.present() ? "active" : "unresolved";
            String detail = service.present()
                    ? service.quarantine().orElse(null)
                    : "not installed on this master; its commands are kept for it";
            all.add(new PluginStatus("service", service.name(), "", state, detail));
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != 0) {
                boolean fine = (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING | Bundle.RESOLVED)) != 0;
                all.add(new PluginStatus(
                        "bundle",
                        String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString(),
                        fine ? "active" : "unresolved",
                        fine ? null : "the log says which package or service is missing"));
            }
        }
        return all;
    }

    /** The bundles of the services that are here now, without the master's own. */
    Collection<Bundle> ofServices() {
        return host.healthy().stream()
                .map(host::service)
                .map(service -> FrameworkUtil.getBundle(service.getClass()))
                .filter(bundle -> bundle != null && !bundle.equals(context.getBundle()))
                .distinct()
                .toList();
    }

    private static String version(Object provider) {
        Bundle bundle = FrameworkUtil.getBundle(provider.getClass());
        return bundle == null ? "" : bundle.getVersion().toString();
    }
}
