package org.tanist.itests.faulty;

import java.io.InputStream;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** A service without state that does nothing; the faulty ones differ from it in one method each. */
abstract class Quiet implements MasterService {
    @Override
    public Reply apply(Command command) {
        return Reply.ok("applied");
    }

    @Override
    public Reply query(Request request) {
        return Reply.ok("quiet");
    }

    @Override
    public Snapshot.Source snapshot() {
        return out -> {};
    }

    @Override
    public void restore(InputStream in) {}

    @Override
    public AutoCloseable activate(ActiveContext context) throws Exception {
        return () -> {};
    }
}
