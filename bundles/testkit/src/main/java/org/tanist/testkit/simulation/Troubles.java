package org.tanist.testkit.simulation;

/**
 * How often things go wrong on a simulated storage, each for one call.
 *
 * @param error the call fails without effect
 * @param lostAnswer the call has its effect and fails, or fails first and has its effect later
 * @param delay the call takes long, before or after its effect
 * @param negative a name that was found absent is remembered as absent for a while
 * @param staleList a listing is an earlier one
 */
public record Troubles(double error, double lostAnswer, double delay, double negative, double staleList) {
    /** Everything works. */
    public static final Troubles NONE = new Troubles(0, 0, 0, 0, 0);

    /** What a bad day brings. */
    public static final Troubles MANY = new Troubles(0.006, 0.01, 0.05, 0.5, 0.3);
}
