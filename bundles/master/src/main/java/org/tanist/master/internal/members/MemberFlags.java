package org.tanist.master.internal.members;

/**
 * What operators said of one member.
 *
 * @param held must not become active
 * @param holdReason why, in the operator's words; empty if none was given or it is not held
 * @param priority higher is preferred as active
 * @param name as the member itself tells it; empty until it has
 * @param joined whether the member has ever taken part; a founder's seat that was never taken may be taken by a blank master
 */
public record MemberFlags(boolean held, String holdReason, int priority, String name, boolean joined) {
    /** Of a member nobody has said anything of. */
    public static final MemberFlags NONE = new MemberFlags(false, "", 0, "", false);
}
