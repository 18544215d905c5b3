package org.tanist.http.internal.wire;

/**
 * One header line.
 *
 * @param name as sent
 * @param value without surrounding white space
 */
public record Header(String name, String value) {}
