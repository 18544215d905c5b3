package org.tanist.master.internal.status;

import java.util.List;
import java.util.Optional;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.master.internal.members.MemberService;

/** The members under the names they tell, not the ones they were founded with. Wait-free. */
public final class Directory {
    private final MemberService flags;

    /** Takes names from the members' flags. */
    public Directory(MemberService flags) {
        this.flags = flags;
    }

    /** The member under its told name. */
    public Member named(Member member) {
        String told = flags.of(member.id()).name();
        return told.isEmpty() ? member : new Member(member.id(), told, member.address());
    }

    /** All members under their told names, sorted by them. */
    public List<Member> all(Membership membership) {
        return membership.members().stream()
                .map(this::named)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** The member with this name or address. */
    public Optional<Member> find(Membership membership, String nameOrAddress) {
        return all(membership).stream()
                .filter(m ->
                        m.name().equals(nameOrAddress) || m.address().toString().equals(nameOrAddress))
                .findFirst();
    }

    /**
     * The member with this name or address.
     *
     * @throws TanistException {@code NOT_FOUND}, listing the names there are
     */
    public Member require(Membership membership, String nameOrAddress) {
        return find(membership, nameOrAddress)
                .orElseThrow(() -> new TanistException(
                        ErrorCode.NOT_FOUND,
                        "there is no master '" + nameOrAddress + "' in this cluster: it has "
                                + all(membership).stream().map(Member::name).toList()));
    }
}
