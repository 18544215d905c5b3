package org.tanist.client.wire;

import java.util.List;
import org.tanist.client.json.Json;

/**
 * Why things are as they are.
 *
 * @param summary one sentence
 * @param masters per master why it is or is not eligible
 * @param decisions the last decisions of the answering master's leadership loop, newest first
 */
public record Explanation(String summary, List<Eligibility> masters, List<Decision> decisions) {

    /** Reads one. */
    public static Explanation of(Json json) {
        return new Explanation(
                json.text("summary"),
                json.list(
                        "masters",
                        m -> new Eligibility(m.text("name"), m.text("role"), m.flag("eligible"), m.texts("reasons"))),
                json.list("decisions", d -> new Decision(d.text("at"), d.text("decision"), d.text("reason"))));
    }

    /**
     * Whether a master could become active.
     *
     * @param name its name
     * @param role its role
     * @param eligible whether it could
     * @param reasons sentences
     */
    public record Eligibility(String name, String role, boolean eligible, List<String> reasons) {}

    /**
     * A decision.
     *
     * @param at ISO-8601 UTC
     * @param decision short name
     * @param reason one sentence
     */
    public record Decision(String at, String decision, String reason) {}
}
