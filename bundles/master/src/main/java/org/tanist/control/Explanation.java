package org.tanist.control;

import java.util.List;

/**
 * Why things are as they are: {@code GET /api/v1/explain}.
 *
 * @param summary one sentence: who is active since when and why, or why nobody is
 * @param masters per master why it is or is not eligible
 * @param decisions the last decisions of the answering master's leadership loop, newest first
 */
public record Explanation(String summary, List<Eligibility> masters, List<DecisionRecord> decisions) {

    /**
     * Whether a master could become active.
     *
     * @param name its name
     * @param role wire form of its role
     * @param eligible whether it could
     * @param reasons sentences; never empty
     */
    public record Eligibility(String name, String role, boolean eligible, List<String> reasons) {}

    /**
     * A decision of the loop.
     *
     * @param at ISO-8601 UTC
     * @param decision short name
     * @param reason one sentence
     */
    public record DecisionRecord(String at, String decision, String reason) {}
}
