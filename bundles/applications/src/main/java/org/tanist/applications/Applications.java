package org.tanist.applications;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.command.Orders;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.State;
import org.tanist.applications.view.WorkerView;
import org.tanist.applications.watch.Timing;
import org.tanist.applications.watch.Watch;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;
import org.tanist.service.Request;

/**
 * The master service {@code applications}: jars, applications, workers.
 *
 * <p>State is replaced as a whole by each command that succeeds, so readers see one moment and need no lock.
 */
@Component(property = MasterService.NAME + "=applications")
public final class Applications implements MasterService {
    private static final String JARS = "jars/";
    private static final String PUBLISHED = Orders.INTERNAL + JARS;
    private static final String PLACE = Orders.INTERNAL + "jar-place/";

    private final Supplier<Duration> timeout;
    private volatile State state = State.EMPTY;
    private volatile JarCatalogue jars = new JarCatalogue();
    private volatile @Nullable Watch watch;

    /** As configured. */
    @Activate
    public Applications(@Reference LiveConfiguration configuration) {
        this(() -> configuration.current().duration("tanist.workers.timeout"));
    }

    /** With a time-out for workers, which is asked for at each activation. */
    Applications(Supplier<Duration> timeout) {
        this.timeout = timeout;
    }

    @Override
    public Reply apply(Command command) {
        Request request = command.request();
        String path = request.path();
        if (path.startsWith(JARS)) {
            return jar(request, path.substring(JARS.length()));
        }
        if (path.startsWith(PUBLISHED) && request.method().equals("PUT")) {
            return jars.put(path.substring(PUBLISHED.length()), request.body(), command.atMillis());
        }
        if (path.startsWith(PLACE) && request.method().equals("POST")) {
            return jars.move(path.substring(PLACE.length()), request.body(), command.atMillis());
        }
        Draft draft = new Draft(state, command.position(), command.atMillis());
        Reply reply = Orders.apply(draft, request, jars);
        if (reply.succeeded()) {
            state = draft.state();
            Watch active = watch;
            if (active != null) {
                active.changed(draft.touched());
            }
        }
        return reply;
    }

    /** What anybody may order. A jar is entered by the jar store of the active, which has seen its bytes, and by nobody else. */
    private Reply jar(Request request, String id) {
        return request.method().equals("DELETE")
                ? jars.delete(id, Draft.usersOf(state, id))
                : Reply.failure(
                        Status.NOT_ALLOWED,
                        "jars are published with POST /api/v1/jars, which takes their bytes, and deleted; nothing else");
    }

    @Override
    public Reply query(Request request) {
        if (!request.method().equals("GET")) {
            return Reply.failure(Status.NOT_ALLOWED, "queries of applications are GET");
        }
        Watch active = watch;
        return Queries.answer(
                state,
                jars,
                worker -> active == null ? WorkerView.Sight.UNKNOWN : active.sight(worker),
                request.path());
    }

    @Override
    public Snapshot.Source snapshot() {
        State frozen = state;
        JarCatalogue frozenJars = jars.frozen();
        return out -> Checked.write(frozen, frozenJars, out);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        Checked.Content content = Checked.read(in);
        state = content.state();
        jars = content.jars();
    }

    @Override
    public AutoCloseable activate(ActiveContext context) {
        Watch begun = new Watch(context, () -> state, new Timing(timeout.get()));
        watch = begun;
        begun.start();
        return new Term(begun);
    }

    /** What ends a term; answers heartbeats until then. */
    private final class Term implements AutoCloseable, org.tanist.service.Attendant {
        private final Watch own;

        Term(Watch own) {
            this.own = own;
        }

        @Override
        public java.util.concurrent.CompletionStage<Reply> attend(Request request) {
            return own.attend(request);
        }

        @Override
        public void close() {
            own.close();
            if (watch == own) {
                watch = null;
            }
        }
    }
}
