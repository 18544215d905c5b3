package org.tanist.storage;

/**
 * A file as a listing shows it.
 *
 * @param path relative to the storage's root
 * @param length in bytes; may lag behind an open appender
 */
public record StoredFile(String path, long length) {}
