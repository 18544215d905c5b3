package org.tanist.testkit.mutants;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Membership;
import org.tanist.election.Candidacy;
import org.tanist.election.ElectionView;
import org.tanist.election.MembershipChange;
import org.tanist.election.Outcome;
import org.tanist.journal.Journal;

/** Passes everything on; mutants override what they break. */
class CandidacyDelegate implements Candidacy {
    final Candidacy sound;

    CandidacyDelegate(Candidacy sound) {
        this.sound = sound;
    }

    @Override
    public ElectionView view() {
        return sound.view();
    }

    @Override
    public Optional<Journal> journal() {
        return sound.journal();
    }

    @Override
    public CompletionStage<Outcome> transfer(MasterId target, Duration limit) {
        return sound.transfer(target, limit);
    }

    @Override
    public void resign(String reason) {
        sound.resign(reason);
    }

    @Override
    public void resume() {
        sound.resume();
    }

    @Override
    public CompletionStage<Membership> change(MembershipChange change) {
        return sound.change(change);
    }

    @Override
    public void leave() {
        sound.leave();
    }

    @Override
    public void close() {
        sound.close();
    }
}
