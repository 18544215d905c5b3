package org.tanist.control;

/**
 * A jar that was taken in: the answer to {@code POST /api/v1/jars}.
 *
 * @param id {@code sha256:…}
 * @param name as its first publisher called it
 * @param size in bytes
 * @param copies how many masters have it on disk, as far as was known when it was answered
 * @param created false if the same bytes were in the catalogue before
 */
public record PublishedJar(String id, String name, long size, int copies, boolean created) {}
