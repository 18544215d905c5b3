package org.tanist.master.internal.jarstore;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.tanist.storage.Appender;
import org.tanist.testkit.simulation.Process;
import org.tanist.testkit.simulation.SimulatedStorage;

/** A master of a {@link ShelfSimulation}: the real shelf, driven as uploads, downloads and the upkeep drive it, one after the other. */
final class ShelfMaster {
    private static final int PIECE = 40;

    private final ShelfSimulation world;
    private final Process process;
    private final SimulatedStorage storage;
    private final ExecutorService thread;
    private final Shelf shelf;
    private boolean well;
    private boolean inspecting;
    private Optional<Jar> lacks = Optional.empty();

    ShelfMaster(ShelfSimulation world, Process process, SimulatedStorage storage) {
        this.world = world;
        this.process = process;
        this.storage = storage;
        this.thread = process.executor();
        this.shelf = new Shelf(storage, appender -> new Direct(appender, !world.has(ShelfDefect.POINTER_BEFORE_SYNC)));
    }

    /** Writes at once: what writes behind has tests of its own. */
    private record Direct(Appender appender, boolean durable) implements Sink {
        @Override
        public void append(Piece piece) throws IOException {
            piece.appendTo(appender);
        }

        @Override
        public long length() {
            return appender.length();
        }

        @Override
        public void finish() throws IOException {
            if (durable) {
                appender.sync();
            }
        }

        @Override
        public void close() {
            try {
                appender.close();
            } catch (IOException e) {
                throw new IllegalStateException("simulated appenders close well", e);
            }
        }
    }

    Process process() {
        return process;
    }

    SimulatedStorage storage() {
        return storage;
    }

    /** Whether it has read all published jars. */
    boolean well() {
        return well;
    }

    /** A published jar that it could not read then. */
    Optional<Jar> lacks() {
        return lacks;
    }

    /** A client's upload. */
    void publish(byte[] jar, String upload) {
        thread.execute(() -> {
            try {
                world.acknowledge(jar, taken(jar, upload));
            } catch (IOException e) {
                world.refuse(jar);
            }
        });
    }

    private Copy taken(byte[] jar, String upload) throws IOException {
        try (Intake intake = shelf.intake(upload)) {
            Pieces pieces = new Pieces(PIECE);
            InputStream bytes = new ByteArrayInputStream(jar);
            for (Piece piece = pieces.read(bytes); piece.count() > 0; piece = pieces.read(bytes)) {
                intake.append(piece);
                piece.release();
            }
            return sealed(intake, upload);
        }
    }

    private Copy sealed(Intake intake, String upload) throws IOException {
        try {
            return intake.seal(Optional.empty());
        } catch (IOException e) {
            if (world.has(ShelfDefect.DISCARDS_WHEN_UNKNOWN)) {
                shelf.discard(upload);
            }
            throw e;
        }
    }

    /** A client's download; a copy that seems damaged is put aside. */
    void read(Jar jar) {
        thread.execute(() -> {
            try {
                readable(jar);
            } catch (IOException e) {
                // The client hears that it failed.
                world.count();
            }
        });
    }

    private boolean readable(Jar jar) throws IOException {
        Optional<Copy> copy = shelf.find(jar.id());
        if (copy.isEmpty()) {
            return false;
        }
        try (Reading reading = new Reading(copy.get(), shelf.read(copy.get()))) {
            while (reading.next() > 0) {}
            if (reading.intact()) {
                return true;
            }
            shelf.quarantine(copy.get(), "its bytes have another hash");
        } catch (FileNotFoundException e) {
            shelf.quarantine(copy.get(), "its file is gone");
        }
        return false;
    }

    /** Once a second: looks what is there, and for what is lost. */
    void upkeep() {
        thread.execute(() -> {
            try {
                keepUp();
            } catch (IOException e) {
                // The next turn comes.
                world.count();
            }
        });
    }

    private void keepUp() throws IOException {
        shelf.look();
        if (world.has(ShelfDefect.TIDIES_AT_ONCE)) {
            shelf.strays().forEach(shelf::discard);
        }
        for (Jar jar : world.published()) {
            if (!shelf.held().containsKey(jar.id()) && !world.has(ShelfDefect.NEVER_ADOPTS)) {
                shelf.adopt(jar);
            }
        }
    }

    /** In times of peace: keeps up, and reads every published jar; unless it is still at that. */
    void inspect() {
        if (inspecting) {
            return;
        }
        inspecting = true;
        thread.execute(() -> {
            try {
                keepUp();
                lacks = Optional.empty();
                for (Jar jar : world.published()) {
                    if (!readable(jar)) {
                        lacks = Optional.of(jar);
                    }
                }
                well = lacks.isEmpty();
                inspecting = false;
            } catch (IOException e) {
                throw new IllegalStateException("there are no troubles in times of peace", e);
            }
        });
    }
}
