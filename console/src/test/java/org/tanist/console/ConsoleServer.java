package org.tanist.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.tanist.control.ClusterControl;

/** A Felix with Jetty and the console's bundle, as a master has them, around a given door. */
final class ConsoleServer implements AutoCloseable {
    private static final Path BUNDLES = Path.of("target/test-bundles");
    private static final Path CONSOLE = Path.of("target/bundle");
    /** Newer than any minor version that the bundle may ask for. */
    private static final String SHARED = "org.tanist.cluster;version=1.99.0,org.tanist.control;version=1.99.0,"
            + "org.tanist.journal;version=1.99.0,org.tanist.service;version=1.99.0,"
            + "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,org.slf4j.helpers;version=2.0.20,"
            + "org.slf4j.spi;version=2.0.20,org.osgi.service.log;version=1.5.0";

    private final Framework framework;
    private final int port;

    private ConsoleServer(Framework framework, int port) {
        this.framework = framework;
        this.port = port;
    }

    static ConsoleServer start(int port, ClusterControl control) throws BundleException, IOException {
        Map<String, String> properties = new HashMap<>();
        Path storage = Files.createTempDirectory("tanist-console");
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("org.apache.felix.http.host", "127.0.0.1");
        properties.put("org.osgi.service.http.port", Integer.toString(port));
        properties.put("org.apache.felix.https.enable", "false");
        properties.put("org.eclipse.jetty.servlet.SessionCookie", "TANIST-" + port);
        Framework framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        framework.getBundleContext().registerService(ClusterControl.class, control, null);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        bundles.add(framework.getBundleContext().installBundle("reference:" + CONSOLE.toUri()));
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        return new ConsoleServer(framework, port);
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(BUNDLES)) {
            return jars.sorted().toList();
        }
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException e) {
            throw new IllegalStateException("Felix did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process of its own that serves a cluster of three; ready when this returns. */
    static Process spawn(int port) throws IOException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ConsoleServer.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("serving")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the console's process ended at once");
        }
        // What it says later must not fill the pipe.
        CompletableFuture.runAsync(() -> output.lines().forEach(later -> {}));
        return process;
    }

    /** Serves a cluster of three on a port until it is ended; for looking at the console by hand. */
    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        FakeCluster cluster = new FakeCluster()
                .add("n1", "127.0.0.1:" + port)
                .add("n2", "127.0.0.1:3001")
                .add("n3", "127.0.0.1:3002");
        cluster.activate("n1");
        try (ConsoleServer server = start(port, new FakeMaster(cluster, "n1"))) {
            System.out.println("serving " + server.url("/ui/masters"));
            while (System.in.read() >= 0) {
                cluster.write(100);
            }
        }
    }
}
