package org.tanist.master.internal.jarstore;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** The real catalogue without the rest of its service. */
final class CatalogueService implements MasterService {
    private JarCatalogue jars = new JarCatalogue();

    @Override
    public Reply apply(Command command) {
        String id = command.request().path().substring("jars/".length());
        return command.request().method().equals("PUT")
                ? jars.put(id, command.request().body(), command.atMillis())
                : jars.delete(id, List.of());
    }

    @Override
    public Reply query(Request request) {
        return jars.get(request.path().equals("jars") ? "" : request.path().substring("jars/".length()));
    }

    @Override
    public Snapshot.Source snapshot() {
        JarCatalogue frozen = jars.frozen();
        return out -> frozen.write(new DataOutputStream(out));
    }

    @Override
    public void restore(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        jars = bytes.length == 0
                ? new JarCatalogue()
                : JarCatalogue.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Override
    public AutoCloseable activate(ActiveContext context) {
        return () -> {};
    }
}
