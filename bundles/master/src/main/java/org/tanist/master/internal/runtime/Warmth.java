package org.tanist.master.internal.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus;
import org.tanist.master.internal.history.HistoryService;
import org.tanist.service.Command;

/**
 * Loads what a failover will need while nobody waits for it, of this bundle and of those of Tanist's services: a standby that runs its
 * activation for the first time would otherwise spend tens of milliseconds loading classes.
 */
final class Warmth implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);

    private final Bundle own;
    private final Supplier<Collection<Bundle>> services;

    Warmth(Bundle own, Supplier<Collection<Bundle>> services) {
        this.own = own;
        this.services = services;
    }

    @Override
    public void run() {
        try {
            load();
        } catch (RuntimeException | LinkageError e) {
            // The master is being stopped, and bundles go away under this thread; the framework then answers with what
            // it has left.
            LOG.debug("warming up ended early", e);
        }
    }

    private void load() {
        load(own);
        history();
        services.get().forEach(Warmth::load);
    }

    private static void load(Bundle bundle) {
        int loaded = 0;
        Enumeration<URL> entries = bundle.findEntries("/org/tanist", "*.class", true);
        for (URL entry : entries == null ? List.<URL>of() : Collections.list(entries)) {
            String path = entry.getPath().substring(1);
            loaded += load(
                            bundle,
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'))
                    ? 1
                    : 0;
        }
        LOG.debug("{} classes of {} loaded ahead", loaded, bundle.getSymbolicName());
    }

    private static boolean load(Bundle bundle, String name) {
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        try {
            Class.forName(name, true, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.debug("class {} was not loaded ahead", name, e);
            return false;
        }
    }

    /** The first JSON takes longest; this one is thrown away. */
    private static void history() {
        HistoryService service = new HistoryService();
        TransitionStatus sample = new TransitionStatus(
                "warm",
                "failover",
                "done",
                null,
                "self",
                1,
                "warming up",
                null,
                "tanist",
                "1970-01-01T00:00:00Z",
                0.0,
                null,
                List.of(new TransitionStatus.Check("check", true, "warm")),
                List.of(new TransitionStatus.Step("step", 1)));
        service.apply(new Command(new Position(new Term(1), 1), "warm", 0, HistoryService.put(sample)));
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            service.snapshot().writeTo(bytes);
            service.restore(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            LOG.debug("the history could not be warmed up", e);
        }
    }
}
