package org.tanist.election.zookeeper.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.election.Standing;
import org.tanist.election.zookeeper.internal.record.ActiveRecord;
import org.tanist.election.zookeeper.internal.record.TermRecord;

class OutlookTest {
    private static final Duration SESSION = Duration.ofMinutes(10);
    private static final long SESSION_ID = 7;

    private final Member self = new Member(new MasterId(UUID.randomUUID()), "m0", new Endpoint("127.0.0.1", 3000));
    private final Lease lease = new Lease();
    private final Outlook outlook = new Outlook(self, lease, view -> {});

    @AfterEach
    void end() {
        outlook.close();
    }

    private void leads(long term) {
        TermRecord record = TermRecord.taken(term, self.id(), SESSION_ID, "a test");
        Facts.Active active = new Facts.Active(new ActiveRecord(self, term), SESSION_ID);
        outlook.known(Facts.NONE.with(record, 1, Optional.of(active)), term);
    }

    @Test
    void aTermWhoseLeaseRanOutIsNotTakenUpAgainWhenALateAnswerRenewsTheLease() {
        lease.begin(System.nanoTime() - SESSION.toNanos(), SESSION);
        leads(4);
        assertThat(outlook.view().standing()).isInstanceOf(Standing.Uncertain.class);
        lease.renewed(System.nanoTime());
        assertThat(lease.over()).isFalse();
        assertThat(outlook.view().standing())
                .as("who acts on the view may have stopped already, and a term is opened once")
                .isInstanceOf(Standing.Uncertain.class);

        lease.begin(System.nanoTime(), SESSION);
        leads(5);
        assertThat(outlook.view().standing()).isEqualTo(new Standing.Leading(new Term(5)));
    }
}
