package org.tanist.storage;

/**
 * What a storage provider is.
 *
 * @param provider its name
 * @param shared whether all masters see the same files
 * @param survivesHost whether the files outlive the host that wrote them
 */
public record Capabilities(String provider, boolean shared, boolean survivesHost) {}
