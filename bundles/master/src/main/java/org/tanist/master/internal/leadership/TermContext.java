package org.tanist.master.internal.leadership;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.journal.JournalWriter;
import org.tanist.service.ActiveContext;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** What one service gets for one term. */
final class TermContext implements ActiveContext {
    private final ActiveService service;
    private final Tenure tenure;
    private final JournalWriter writer;
    private final Surroundings around;

    TermContext(ActiveService service, Tenure tenure, JournalWriter writer, Surroundings around) {
        this.service = service;
        this.tenure = tenure;
        this.writer = writer;
        this.around = around;
    }

    @Override
    public Term term() {
        return tenure.term();
    }

    @Override
    public Member self() {
        return around.self();
    }

    @Override
    public boolean serving() {
        return tenure.serving() && !service.over();
    }

    @Override
    public CompletionStage<Reply> submit(String id, Request request) {
        return around.commands().submit(writer, service.name(), id, request);
    }

    @Override
    public long nanos() {
        return around.ticker().nanos();
    }

    @Override
    public ScheduledExecutorService executor() {
        return service.executor();
    }
}
