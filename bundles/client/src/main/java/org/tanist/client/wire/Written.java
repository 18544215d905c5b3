package org.tanist.client.wire;

/**
 * What a write to the registry did.
 *
 * @param version of the value that was written
 * @param created whether the key is new
 */
public record Written(long version, boolean created) {}
