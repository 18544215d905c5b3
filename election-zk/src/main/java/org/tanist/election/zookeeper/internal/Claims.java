package org.tanist.election.zookeeper.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Membership;
import org.tanist.election.zookeeper.internal.ensemble.Settings;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.ActiveRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.election.zookeeper.internal.record.LiveRecord;
import org.tanist.election.zookeeper.internal.record.MemberList;
import org.tanist.election.zookeeper.internal.record.TermRecord;

/** The commits of an election. Each one that begins or ends a term sets the term's znode under its expected version first. */
final class Claims {
    private static final int ANY_VERSION = -1;

    private final Layout layout;
    private final Settings settings;
    private final MasterId self;

    Claims(Layout layout, Settings settings, MasterId self) {
        this.layout = layout;
        this.settings = settings;
        this.self = self;
    }

    Layout layout() {
        return layout;
    }

    /** The path of this master's own znode. */
    String own() {
        return layout.live(self);
    }

    /** Nobody has begun or ended a term since this version. */
    Op check(int termVersion) {
        return Op.check(layout.term(), termVersion);
    }

    /** Takes the lead, from whoever has it. */
    List<Op> take(Facts facts, TermRecord term, ActiveRecord active, long session) {
        List<Op> operations = new ArrayList<>();
        operations.add(Op.setData(layout.term(), term.encode(), facts.termVersion()));
        Optional<Facts.Active> present = facts.active();
        if (present.isPresent() && present.get().owner() == session) {
            operations.add(Op.setData(layout.active(), active.encode(), ANY_VERSION));
        } else {
            present.ifPresent(old -> operations.add(Op.delete(layout.active(), ANY_VERSION)));
            operations.add(Op.create(layout.active(), active.encode(), settings.readable(), CreateMode.EPHEMERAL));
        }
        return operations;
    }

    /** Ends the own term. */
    List<Op> release(Facts facts, TermRecord term) {
        return List.of(
                Op.setData(layout.term(), term.encode(), facts.termVersion()), Op.delete(layout.active(), ANY_VERSION));
    }

    /** Makes the own znode below {@code live}, or replaces that of a session before. */
    List<Op> enlist(Optional<Znode> present, long session, LiveRecord record) {
        if (present.isPresent() && present.get().owner() == session) {
            return List.of(update(record));
        }
        Op create = Op.create(own(), record.encode(), settings.rights(), CreateMode.EPHEMERAL);
        return present.isEmpty() ? List.of(create) : List.of(Op.delete(own(), ANY_VERSION), create);
    }

    /** Says anew what this master is. */
    Op update(LiveRecord record) {
        return Op.setData(own(), record.encode(), ANY_VERSION);
    }

    /** This master takes part no more. */
    Op withdraw() {
        return Op.delete(own(), ANY_VERSION);
    }

    /** Changes the members, as the one that leads. */
    List<Op> members(Facts facts, Membership wanted) {
        return List.of(
                check(facts.termVersion()),
                Op.setData(layout.members(), MemberList.encode(wanted), facts.membersVersion()));
    }
}
