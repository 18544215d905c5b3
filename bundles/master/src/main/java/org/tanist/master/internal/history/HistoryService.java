package org.tanist.master.internal.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tanist.control.TransitionStatus;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * The internal master service {@value #SERVICE}: {@code PUT <id>} stores a transition as it is now, replacing what was stored under its
 * id before. The last {@value #KEPT} are kept. Reading is wait-free.
 */
public final class HistoryService implements MasterService {
    /** Its name in the journal. */
    public static final String SERVICE = "history";

    private static final int KEPT = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Newest first. */
    private volatile List<TransitionStatus> transitions = List.of();

    /** Newest first. */
    public List<TransitionStatus> transitions() {
        return transitions;
    }

    /** Those that changed the active, newest first; without holds and releases. */
    public List<TransitionStatus> changes() {
        return transitions.stream().filter(TransitionStatus::changesActive).toList();
    }

    /** A request that stores the transition. */
    public static Request put(TransitionStatus transition) {
        try {
            return Request.of("PUT", transition.id(), JSON.writeValueAsBytes(transition));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reply apply(Command command) {
        TransitionStatus transition;
        try {
            transition = JSON.readValue(command.request().body(), TransitionStatus.class);
        } catch (IOException e) {
            return Reply.failure(Reply.Status.INVALID, "not a transition: " + e.getMessage());
        }
        List<TransitionStatus> next = new ArrayList<>(transitions);
        int at = next.stream().map(TransitionStatus::id).toList().indexOf(transition.id());
        if (at >= 0) {
            next.set(at, transition);
        } else {
            next.add(0, transition);
        }
        transitions = List.copyOf(next.subList(0, Math.min(next.size(), KEPT)));
        return Reply.done()
                .with("id", transition.id())
                .with("state", transition.state())
                .with("to", String.valueOf(transition.to()));
    }

    @Override
    public Reply query(Request request) {
        return Reply.failure(Reply.Status.NOT_ALLOWED, "ask GET /api/v1/transitions for the history");
    }

    @Override
    public Snapshot.Source snapshot() {
        List<TransitionStatus> frozen = transitions;
        return out -> out.write(JSON.writeValueAsBytes(frozen));
    }

    @Override
    public void restore(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        transitions = bytes.length == 0 ? List.of() : Arrays.asList(JSON.readValue(bytes, TransitionStatus[].class));
    }

    @Override
    public AutoCloseable activate(ActiveContext context) {
        return () -> {};
    }
}
