package org.tanist.launcher;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;
import org.tanist.configuration.Configuration;

/** The configuration in the words of Felix and its Jetty. */
final class FrameworkProperties {
    /** What bundles may import from the launcher's class path. */
    private static final String PACKAGES = "org.tanist.configuration;version=1.0.0,"
            + "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,org.slf4j.helpers;version=2.0.20,"
            + "org.slf4j.spi;version=2.0.20,org.osgi.service.log;version=1.5.0";

    private FrameworkProperties() {}

    static Map<String, String> of(Configuration configuration, DataDirectory directory) {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                Constants.FRAMEWORK_STORAGE, directory.path().resolve("felix").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, PACKAGES);
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.misc,sun.nio.ch");
        properties.put("felix.cache.locking", "false");
        properties.put("felix.uuid.secure", "false");
        properties.put("felix.shutdown.hook", "false");
        properties.put("felix.log.level", "2");
        properties.put("ds.loglevel", "2");
        http(configuration, properties);
        return properties;
    }

    private static void http(Configuration configuration, Map<String, String> properties) {
        properties.put("org.apache.felix.http.host", configuration.host());
        properties.put("org.osgi.service.http.port", Integer.toString(configuration.port()));
        properties.put("org.apache.felix.http.enable", "true");
        properties.put("org.apache.felix.https.enable", "false");
        properties.put("org.apache.felix.http.name", "tanist");
        properties.put(
                "org.apache.felix.http.timeout",
                Long.toString(configuration.duration("tanist.http.idle-timeout").toMillis()));
        properties.put(
                "org.apache.felix.http.jetty.threadpool.max",
                Integer.toString(configuration.number("tanist.http.threads")));
        properties.put("org.apache.felix.http.jetty.acceptors", "1");
        properties.put("org.apache.felix.http.jetty.selectors", "2");
        // All workers connect at once after a failover. By default 50 connections wait to be accepted, and the kernel
        // drops the others,
        // which then try again after a second or more.
        properties.put("org.apache.felix.http.jetty.acceptQueueSize", "4096");
        // What a connection is read into at a time, from a pool: with the default of 8 kB a jar comes in slowly.
        properties.put("org.apache.felix.http.jetty.requestBufferSize", "65536");
        properties.put("org.apache.felix.http.jetty.sendServerHeader", "false");
        // Keys of the registry may have an encoded slash; the servlets decode each path themselves.
        properties.put("org.eclipse.jetty.UriComplianceMode", "UNSAFE");
        properties.put("org.apache.felix.jetty.gziphandler.enable", "false");
        // Nothing is balanced: it lets the API's customizer see each request before the container looks for its
        // servlet.
        properties.put("org.apache.felix.proxy.load.balancer.connection.enable", "true");
        // Waiting is for requests, which the API answers when it ends; Jetty would wait for idle connections, too, and
        // then complain.
        properties.put("org.apache.felix.jetty.stopTimeout", "0");
        // Browsers do not tell ports apart: masters on one host would overwrite each other's sessions.
        properties.put("org.eclipse.jetty.servlet.SessionCookie", "TANIST-" + configuration.port());
        properties.put("org.apache.felix.http.session.timeout", "30");
        properties.put("org.apache.felix.http.session.invalidate", "false");
    }
}
