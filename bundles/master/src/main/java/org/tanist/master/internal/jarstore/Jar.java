package org.tanist.master.internal.jarstore;

/**
 * A jar of the catalogue.
 *
 * @param id its content's hash
 * @param name for people
 * @param size in bytes
 */
record Jar(JarId id, String name, long size) {}
