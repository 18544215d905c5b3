package org.tanist.control;

/**
 * A term that a master served and then gave up by itself.
 *
 * @param term which
 * @param reason one sentence
 */
public record EndedTerm(long term, String reason) {}
