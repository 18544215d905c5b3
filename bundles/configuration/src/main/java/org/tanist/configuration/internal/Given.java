package org.tanist.configuration.internal;

/**
 * A value as somebody wrote it.
 *
 * @param text in text form
 * @param source {@code default}, {@code file}, {@code environment}, {@code flag} or {@code -D}
 * @param where for messages, e.g. {@code tanist.conf line 12}
 */
record Given(String text, String source, String where) {}
