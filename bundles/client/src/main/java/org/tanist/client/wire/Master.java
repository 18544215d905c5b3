package org.tanist.client.wire;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.tanist.client.json.Json;

/**
 * One master as the answering one sees it.
 *
 * @param id its UUID
 * @param name its name
 * @param address {@code host:port} of its HTTP
 * @param role e.g. {@code active}, {@code standby}, {@code unreachable}
 * @param term newest term it knew
 * @param position index of the last journal entry it had applied
 * @param lagEntries journal entries not yet applied
 * @param lagSeconds since it was last level
 * @param priority higher is preferred as active
 * @param held whether an operator keeps it standby
 * @param eligible whether it could become active now
 * @param reasons why it could not, or what is wrong
 * @param version its software version
 * @param self whether it is the answering master
 * @param lastSeenMs milliseconds since it was last heard of
 * @param diskFreeBytes free space of its data disk, if known
 * @param diskProbeMs how long its last durable write probe took, if known
 * @param jarsMissing published jars that it lacks, if known
 * @param jarsProblem why it can neither take nor give jars; empty if it can
 */
public record Master(
        String id,
        String name,
        String address,
        String role,
        long term,
        long position,
        long lagEntries,
        double lagSeconds,
        int priority,
        boolean held,
        boolean eligible,
        List<String> reasons,
        String version,
        boolean self,
        long lastSeenMs,
        OptionalLong diskFreeBytes,
        OptionalDouble diskProbeMs,
        OptionalLong jarsMissing,
        String jarsProblem) {

    /** Reads one. */
    public static Master of(Json json) {
        Json lag = json.member("lag");
        Json disk = json.member("disk");
        return new Master(
                json.text("id"),
                json.text("name"),
                json.text("address"),
                json.text("role"),
                json.number("term"),
                json.number("position"),
                lag.number("entries"),
                lag.decimalIfAny("seconds").orElse(0),
                (int) json.number("priority"),
                json.flag("held"),
                json.flag("eligible"),
                json.texts("reasons"),
                json.text("version"),
                json.flag("self"),
                json.number("lastSeenMs"),
                disk.numberIfAny("freeBytes"),
                disk.decimalIfAny("probeMs"),
                json.member("jars").numberIfAny("missing"),
                json.member("jars").text("problem"));
    }

    /** Whether it serves or follows. */
    public boolean up() {
        return role.equals("active") || role.equals("standby") || role.equals("held");
    }
}
