package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import org.tanist.control.JarContent;

/** A copy that is checked while it is read, and put aside when it is damaged. */
final class VerifiedJar implements JarContent {
    private final Shelf shelf;
    private final Reading reading;
    private final String name;

    /** Opens a copy. */
    static VerifiedJar open(Shelf shelf, Copy copy, String name) throws IOException {
        return new VerifiedJar(shelf, new Reading(copy, shelf.read(copy)), name);
    }

    private VerifiedJar(Shelf shelf, Reading reading, String name) {
        this.shelf = shelf;
        this.reading = reading;
        this.name = name;
    }

    @Override
    public long size() {
        return reading.copy().size();
    }

    @Override
    public String name() {
        return name;
    }

    /** One piece is always held back, so that the last one goes out only when the hash is known. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        int held = next();
        while (held > 0) {
            int count = next();
            if (count == 0) {
                break;
            }
            out.write(reading.before(), 0, held);
            held = count;
        }
        if (!reading.intact()) {
            throw damaged("its bytes have another hash");
        }
        out.write(reading.before(), 0, held);
    }

    private int next() throws IOException {
        try {
            return reading.next();
        } catch (ClosedChannelException e) {
            // This master is stopping; that says nothing about the copy.
            throw e;
        } catch (IOException e) {
            throw damaged("it cannot be read: " + e.getMessage());
        }
    }

    private DamagedJarException damaged(String why) {
        DamagedJarException damaged =
                new DamagedJarException("the copy of jar " + reading.copy().id() + " is damaged: " + why);
        try {
            shelf.quarantine(reading.copy(), why);
        } catch (IOException e) {
            damaged.addSuppressed(e);
        }
        return damaged;
    }

    @Override
    public void close() throws IOException {
        reading.close();
    }
}
