package org.tanist.http.internal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.control.ClusterControl;
import org.tanist.testkit.FreePorts;

/** The real bundle on the real container (Felix, SCR, Jetty) in this process, over a {@link FakeControl}. */
final class TestMaster implements AutoCloseable {
    /** Newer than any minor version that the bundle may ask for. */
    private static final String SHARED = "org.tanist.cluster;version=1.99.0,org.tanist.election;version=1.99.0,"
            + "org.tanist.journal;version=1.99.0,org.tanist.service;version=1.99.0,org.tanist.control;version=1.99.0,"
            + "org.tanist.configuration,org.slf4j;version=2.0.20,org.slf4j.spi;version=2.0.20,org.slf4j.event;version=2.0.20,"
            + "org.slf4j.helpers;version=2.0.20,org.jspecify.annotations;version=1.0.0";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection,content-length,expect");
    }

    final FakeControl control;
    private final Framework framework;
    private final int port;
    private @Nullable ServiceRegistration<ClusterControl> registration;

    TestMaster(FakeCluster cluster, String name) throws IOException {
        this(cluster, name, FreePorts.next());
    }

    TestMaster(FakeCluster cluster, String name, int port) throws IOException {
        this(cluster, name, port, none -> {});
    }

    /**
     * With something to do in the middle of the start.
     *
     * @param atOpenPort called with the port when it is open and no servlet is there yet; the start waits for its return
     */
    TestMaster(FakeCluster cluster, String name, int port, IntConsumer atOpenPort) throws IOException {
        this.port = port;
        control = cluster.master(name, new Endpoint("127.0.0.1", port));
        Path cache = Files.createTempDirectory("tanist-http-test");
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("org.apache.felix.http.host", "127.0.0.1");
        properties.put("org.osgi.service.http.port", Integer.toString(port));
        properties.put("org.eclipse.jetty.UriComplianceMode", "UNSAFE");
        properties.put("org.apache.felix.http.jetty.threadpool.max", "24");
        properties.put("org.apache.felix.http.jetty.acceptors", "1");
        properties.put("org.apache.felix.http.jetty.selectors", "2");
        properties.put("org.apache.felix.jetty.stopTimeout", "0");
        properties.put("org.apache.felix.proxy.load.balancer.connection.enable", "true");
        framework = new FrameworkFactory().newFramework(properties);
        try {
            start(atOpenPort);
        } catch (BundleException e) {
            throw new IOException("cannot start " + name, e);
        }
    }

    private void start(IntConsumer atOpenPort) throws BundleException, IOException {
        framework.start();
        BundleContext context = framework.getBundleContext();
        Dictionary<String, Object> none = new Hashtable<>();
        registration = context.registerService(ClusterControl.class, control, none);
        context.registerService(LiveConfiguration.class, new FakeConfiguration("127.0.0.1", port), none);
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target", "bundles"))) {
            for (Path jar : jars.sorted().toList()) {
                bundles.add(context.installBundle("reference:" + jar.toUri()));
            }
        }
        bundles.add(context.installBundle(
                "reference:" + Path.of("target", "classes").toUri()));
        // The web server comes last, as in an installation.
        bundles.sort(Comparator.comparing(
                bundle -> String.valueOf(bundle.getSymbolicName()).contains(".jetty")));
        Midst midst = new Midst(atOpenPort, port);
        midst.start();
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        midst.stop();
        Eventually.holds(
                "the API answers on port " + port, () -> get("/health/live").statusCode() == 200);
    }

    /** The container says that it has started when its port is open, and asks for servlets after that, on the same thread. */
    private static final class Midst extends AppenderBase<ILoggingEvent> {
        private final Logger container = (Logger) LoggerFactory.getLogger("org.apache.felix.http");
        private final IntConsumer atOpenPort;
        private final int port;

        Midst(IntConsumer atOpenPort, int port) {
            this.atOpenPort = atOpenPort;
            this.port = port;
        }

        @Override
        public void start() {
            super.start();
            container.setLevel(Level.INFO);
            container.setAdditive(false);
            container.addAppender(this);
        }

        @Override
        public void stop() {
            container.detachAppender(this);
            container.setAdditive(true);
            container.setLevel(null);
            super.stop();
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().startsWith("Started Jetty")) {
                atOpenPort.accept(port);
            }
        }
    }

    /** Takes the master away from under the API, as a stop does. */
    void withdrawControl() {
        java.util.Objects.requireNonNull(registration).unregister();
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException e) {
            throw new IllegalStateException("cannot stop the framework", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
