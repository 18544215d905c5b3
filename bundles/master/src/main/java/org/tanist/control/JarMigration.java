package org.tanist.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One move of all jars from one root to another: an element of {@code GET /api/v1/jar-migrations}.
 *
 * @param id unique; empty for a dry run
 * @param from root before it: {@code local} for the masters' own disks, or an address
 * @param to root after it
 * @param state {@code checked} for a dry run; {@code copying}; {@code switched}: the jars are on {@code to}, and the copies on
 *     {@code from} are kept until it is confirmed or undone; {@code confirmed}; {@code returning}, {@code returned}: undone after the
 *     switch, and on its way back; {@code undone}
 * @param startedAt ISO-8601 UTC; null for a dry run
 * @param switchedAt when the root changed last; null before
 * @param endedAt when it was over; null before
 * @param cleaned whether the copies on the shared root that was left are deleted; those on masters' own disks go with each master
 * @param progress null when it is over, or not known to the answering master
 */
public record JarMigration(
        String id,
        String from,
        String to,
        String state,
        @Nullable String startedAt,
        @Nullable String switchedAt,
        @Nullable String endedAt,
        boolean cleaned,
        @Nullable Progress progress) {

    /**
     * How far the copying is, as the active sees it.
     *
     * @param jars how many there are
     * @param jarsDone how many of them are on the root that they are copied to
     * @param bytes of all jars
     * @param bytesDone of those that are there
     * @param masters with copies of their own, how far each of the others is; empty on a shared root
     * @param problem what keeps it from going on; null for nothing
     */
    public record Progress(
            int jars,
            int jarsDone,
            long bytes,
            long bytesDone,
            List<Share> masters,
            @Nullable String problem) {}

    /**
     * One master's part.
     *
     * @param name of the master
     * @param jarsDone how many jars it has
     * @param detail one sentence, such as that it does not answer
     */
    public record Share(String name, int jarsDone, String detail) {}
}
