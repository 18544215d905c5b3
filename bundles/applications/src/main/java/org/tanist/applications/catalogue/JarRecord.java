package org.tanist.applications.catalogue;

/**
 * A published jar.
 *
 * @param id {@code sha256:} and the 64 hexadecimal digits of its content's hash
 * @param name as its first publisher called it; for people
 * @param size in bytes
 * @param publishedAtMillis wall-clock milliseconds since 1970 of the first publication; for people
 */
public record JarRecord(String id, String name, long size, long publishedAtMillis) {}
