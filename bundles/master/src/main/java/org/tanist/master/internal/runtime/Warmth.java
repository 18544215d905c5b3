package org.tanist.master.internal.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus;
import org.tanist.master.internal.history.HistoryService;
import org.tanist.service.Command;

/**
 * Loads what a failover will need while nobody waits for it: a standby that runs its activation for the first time would otherwise spend
 * tens of milliseconds loading classes.
 */
final class Warmth implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);

    private final Bundle bundle;

    Warmth(Bundle bundle) {
        this.bundle = bundle;
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
        int loaded = 0;
        Enumeration<URL> entries = bundle.findEntries("/org/tanist", "*.class", true);
        for (URL entry : entries == null ? List.<URL>of() : Collections.list(entries)) {
            String path = entry.getPath().substring(1);
            loaded += load(path.substring(0, path.length() - ".class".length()).replace('/', '.')) ? 1 : 0;
        }
        history();
        LOG.debug("{} classes loaded ahead", loaded);
    }

    private boolean load(String name) {
        try {
            Class.forName(name, true, Warmth.class.getClassLoader());
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
