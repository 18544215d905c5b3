package org.tanist.control;

/**
 * A copy of a jar on one master's disk: the answer to {@code PUT /api/v1/jar-copies/{id}}.
 *
 * @param id {@code sha256:…} of the bytes that were written
 * @param size in bytes
 */
public record JarCopy(String id, long size) {}
