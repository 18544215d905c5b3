package org.tanist.configuration;

/**
 * Says that all bundles and plugins were started: an OSGi service that the launcher registers then. Whoever must know which providers
 * and services there are, waits for it.
 */
public interface Started {}
