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
        Request request = command.request();
        String last = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (request.path().startsWith("internal/jar-place/")) {
            return jars.move(last, request.body(), command.atMillis());
        }
        return request.path().startsWith("internal/jars/")
                ? jars.put(last, request.body(), command.atMillis())
                : jars.delete(last, List.of());
    }

    @Override
    public Reply query(Request request) {
        return switch (request.path()) {
            case "jars" -> jars.get("");
            case "jar-place" -> jars.place();
            default -> jars.get(request.path().substring("jars/".length()));
        };
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
