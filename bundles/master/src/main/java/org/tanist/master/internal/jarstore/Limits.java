package org.tanist.master.internal.jarstore;

import java.time.Duration;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/**
 * What the store refuses, and how patient it is.
 *
 * @param copies {@code majority}, {@code all}, or a number of masters
 * @param mostJarBytes largest jar
 * @param mostBytes largest sum of all jars; 0 for no limit
 * @param leastFreeBytes what an upload must leave free on a local disk
 * @param stall how long one transfer may stand still
 * @param scrubEvery how long a copy may stay unread
 * @param scrubBytes how many bytes a second are re-read
 */
public record Limits(
        String copies,
        long mostJarBytes,
        long mostBytes,
        long leastFreeBytes,
        Duration stall,
        Duration scrubEvery,
        long scrubBytes) {

    /** How many masters of these must have a jar. */
    int needed(int masters) {
        return switch (copies) {
            case "majority" -> masters / 2 + 1;
            case "all" -> masters;
            default -> Integer.parseInt(copies);
        };
    }

    /**
     * Refuses a jar that is too large, or for which there is no room.
     *
     * @param size of the jar as far as it is known
     * @param used bytes of all published jars
     * @param free usable bytes of the disk; negative if that is not known
     */
    void check(long size, long used, long free) {
        if (size > mostJarBytes) {
            throw new TanistException(
                    ErrorCode.TOO_LARGE,
                    "the jar is larger than " + mostJarBytes
                            + " bytes: make it smaller, or raise tanist.jarstore.max-jar");
        }
        if (mostBytes > 0 && used + size > mostBytes) {
            throw new TanistException(
                    ErrorCode.REFUSED,
                    "the jar store is full: " + used + " of " + mostBytes
                            + " bytes are used: delete jars, or raise tanist.jarstore.quota");
        }
        if (free >= 0 && free < leastFreeBytes) {
            throw new TanistException(
                    ErrorCode.REFUSED,
                    "the disk has only " + free + " bytes free, tanist.jarstore.min-free are " + leastFreeBytes
                            + ": make room, or try another master");
        }
    }
}
