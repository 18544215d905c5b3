package org.tanist.master.internal.leadership;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** The service of the simulated masters: it writes down every operation, where it stands, and in which order they came. */
final class Ledger implements MasterService {
    private final List<Line> lines = new ArrayList<>();

    record Line(String operation, Position position) {}

    @Override
    public Reply apply(Command command) {
        lines.add(new Line(command.request().path(), command.position()));
        return new Reply(
                Reply.Status.DONE,
                Map.of("index", Long.toString(command.position().index())),
                new byte[0]);
    }

    @Override
    public Reply query(Request request) {
        return Reply.ok(Long.toString(last()));
    }

    private long last() {
        return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).position().index();
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public Snapshot.Source snapshot() {
        List<Line> frozen = lines();
        return out -> {
            DataOutputStream data = new DataOutputStream(out);
            for (Line line : frozen) {
                data.writeLong(line.position().term().value());
                data.writeLong(line.position().index());
                data.writeUTF(line.operation());
            }
            data.flush();
        };
    }

    @Override
    public void restore(InputStream in) throws IOException {
        lines.clear();
        DataInputStream data = new DataInputStream(in);
        while (true) {
            try {
                Position position = new Position(new Term(data.readLong()), data.readLong());
                lines.add(new Line(data.readUTF(), position));
            } catch (EOFException e) {
                return;
            }
        }
    }

    @Override
    public AutoCloseable activate(ActiveContext context) {
        return () -> {};
    }
}
