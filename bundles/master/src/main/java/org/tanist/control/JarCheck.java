package org.tanist.control;

/**
 * How one master's copy of a jar is: the answer to {@code POST /api/v1/jar-copies/{id}}.
 *
 * @param id {@code sha256:…}
 * @param state {@code ok}; {@code repaired}: it was missing or damaged, and is well now; {@code missing}: it is not there, and no other
 *     master could give it
 * @param detail one sentence
 */
public record JarCheck(String id, String state, String detail) {}
