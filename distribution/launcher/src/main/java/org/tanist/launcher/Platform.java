package org.tanist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.configuration.StopHook;

/**
 * Felix with the bundles of the installation. A folder {@code bundles/NN-name/} is start level NN: lower ones start first and stop
 * last. Plugins come above all of them, and a broken one is reported and left out.
 */
final class Platform {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    /** From here on down bundles run until the process ends: HTTP must be answered by its servlets, never by a bare server. */
    private static final int WEB = 65;

    private static final int PLUGINS = 90;
    private static final int EVERYTHING = 100;

    private final Framework framework;

    private Platform(Framework framework) {
        this.framework = framework;
    }

    /** Makes the framework ready for services; no bundle runs yet. */
    static Platform create(Map<String, String> properties) throws BundleException {
        Map<String, Object> all = new java.util.HashMap<>(properties);
        all.put("felix.log.logger", new FrameworkLog());
        @SuppressWarnings({"unchecked", "rawtypes"}) // Felix takes objects where the specification says texts.
        Framework framework = new FrameworkFactory().newFramework((Map) all);
        framework.init();
        return new Platform(framework);
    }

    <T> void register(Class<T> type, T service) {
        framework.getBundleContext().registerService(type, service, null);
    }

    /**
     * Installs and starts everything.
     *
     * @throws StartFailure if a bundle of the installation itself cannot be started; names each with its reason
     */
    void start(Path home) throws StartFailure {
        List<String> failures = new ArrayList<>();
        try {
            List<Bundle> own = new ArrayList<>();
            for (Path folder : sorted(home.resolve("bundles"))) {
                int level = level(folder);
                for (Path bundle : bundles(folder)) {
                    own.add(install(bundle, level));
                }
            }
            List<Bundle> plugins = plugins(home.resolve("plugins"));
            framework.start();
            framework.adapt(FrameworkStartLevel.class).setStartLevel(EVERYTHING);
            own.forEach(bundle -> start(bundle, failures));
            plugins.forEach(Platform::startPlugin);
        } catch (BundleException | IOException e) {
            failures.add(e.getMessage());
        }
        if (!failures.isEmpty()) {
            throw new StartFailure(String.join("; ", failures));
        }
    }

    /** Waits until a service of this name is there; false if it is not in time. */
    boolean await(String service, Duration limit) throws InterruptedException {
        var tracker =
                new org.osgi.util.tracker.ServiceTracker<Object, Object>(framework.getBundleContext(), service, null);
        tracker.open();
        try {
            return tracker.waitForService(limit.toMillis()) != null;
        } finally {
            tracker.close();
        }
    }

    boolean has(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .anyMatch(bundle -> symbolicName.equals(bundle.getSymbolicName()));
    }

    /** Blocks until the framework has stopped. */
    void awaitEnd() throws InterruptedException {
        FrameworkEvent event;
        do {
            event = framework.waitForStop(0);
        } while (event.getType() == FrameworkEvent.STOPPED_UPDATE);
    }

    /**
     * Lets hooks say farewell while everything still works, then stops the bundles above the web server, highest level first. The rest
     * goes with the process: what a master holds it has given up by then, and a server that is taken apart would say of every key that
     * there is none.
     */
    void stop(Duration limit) {
        LOG.info("stops");
        BundleContext context = framework.getBundleContext();
        try {
            if (context != null) {
                for (ServiceReference<StopHook> reference : hooks(context)) {
                    StopHook hook = context.getService(reference);
                    if (hook != null) {
                        callHook(hook, limit);
                    }
                }
            }
            CountDownLatch stopped = new CountDownLatch(1);
            framework.adapt(FrameworkStartLevel.class).setStartLevel(WEB, event -> stopped.countDown());
            stopped.await();
            LOG.info("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("stop went wrong", e);
        }
    }

    /** Those of the highest ranking first. */
    private static List<ServiceReference<StopHook>> hooks(BundleContext context) throws InvalidSyntaxException {
        return context.getServiceReferences(StopHook.class, null).stream()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static void callHook(StopHook hook, Duration limit) {
        try {
            hook.beforeStop(limit);
        } catch (RuntimeException e) {
            LOG.error("a stop hook failed; the stop goes on", e);
        }
    }

    private Bundle install(Path jar, int level) throws BundleException {
        // By reference: the jar is used where it is instead of being copied at each start.
        Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        return bundle;
    }

    private List<Bundle> plugins(Path folder) throws IOException {
        List<Bundle> plugins = new ArrayList<>();
        for (Path jar : jars(folder)) {
            try {
                Bundle bundle = install(jar, PLUGINS);
                if (bundle.getSymbolicName() == null) {
                    bundle.uninstall();
                    throw new BundleException("it is no OSGi bundle: it lacks Bundle-SymbolicName");
                }
                plugins.add(bundle);
            } catch (BundleException e) {
                LOG.warn("plugin {} is left out: {}", jar.getFileName(), reason(e));
            }
        }
        return plugins;
    }

    private static void start(Bundle bundle, List<String> failures) {
        if (isFragment(bundle)) {
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            failures.add("bundle " + bundle.getSymbolicName() + " cannot be started: " + reason(e));
        }
    }

    private static void startPlugin(Bundle bundle) {
        List<String> failures = new ArrayList<>();
        start(bundle, failures);
        failures.forEach(failure -> LOG.warn("plugin is left out: {}", failure));
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private static String reason(BundleException e) {
        Throwable cause = e.getCause();
        String deeper = cause == null || cause.getMessage() == null ? "" : " (" + cause + ")";
        // Felix says everything twice: in a sentence, and then as a list of requirements.
        return (e.getMessage() + deeper)
                .replaceAll(" Unresolved requirements: .*", "")
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static int level(Path folder) {
        String name = String.valueOf(folder.getFileName());
        int dash = name.indexOf('-');
        return Integer.parseInt(dash < 0 ? name : name.substring(0, dash));
    }

    /** Jars, and bundles that are folders: what is inside of those is used where it is, too. */
    private static List<Path> bundles(Path folder) throws IOException {
        return sorted(folder).stream()
                .filter(path -> path.getFileName().toString().endsWith(".jar")
                        || Files.exists(path.resolve(JarFile.MANIFEST_NAME)))
                .toList();
    }

    private static List<Path> jars(Path folder) throws IOException {
        return sorted(folder).stream()
                .filter(path -> path.getFileName().toString().endsWith(".jar"))
                .toList();
    }

    private static List<Path> sorted(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
