package org.tanist.applications.catalogue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Where the jars are. Immutable.
 *
 * @param number grows with every change of the root; whoever publishes a jar says under which number it was stored
 * @param root {@value #LOCAL} or an address; empty while it was never moved, which means: as the masters are configured
 * @param migrations newest first
 */
public record JarPlace(long number, String root, PVector<Migration> migrations) {
    /** The root that is the masters' own disks. */
    public static final String LOCAL = "local";

    /** Never moved. */
    public static final JarPlace UNMOVED = new JarPlace(0, "", TreePVector.empty());

    private static final int KEPT = 20;

    /** The last migration, or null. */
    public @Nullable Migration latest() {
        return migrations.isEmpty() ? null : migrations.get(0);
    }

    /** With one more migration. The root is settled from here on, whatever the masters' files say. */
    JarPlace begun(Migration migration) {
        PVector<Migration> more = migrations.plus(0, migration);
        return new JarPlace(number, migration.from(), more.size() > KEPT ? more.minus(KEPT) : more);
    }

    /** With the last migration as it is now. */
    JarPlace latest(Migration now) {
        PVector<Migration> changed = migrations.with(0, now);
        return switch (now.state()) {
            case SWITCHED -> new JarPlace(number + 1, now.to(), changed);
            case RETURNED -> new JarPlace(number + 1, now.from(), changed);
            case COPYING, CONFIRMED, RETURNING, UNDONE -> new JarPlace(number, root, changed);
        };
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(number);
        out.writeUTF(root);
        out.writeByte(migrations.size());
        for (Migration migration : migrations) {
            out.writeUTF(migration.id());
            out.writeUTF(migration.from());
            out.writeUTF(migration.to());
            out.writeByte(migration.state().ordinal());
            out.writeLong(migration.times().started());
            out.writeLong(migration.times().switched());
            out.writeLong(migration.times().ended());
            out.writeBoolean(migration.cleaned());
        }
    }

    static JarPlace read(DataInput in) throws IOException {
        long number = in.readLong();
        String root = in.readUTF();
        PVector<Migration> migrations = TreePVector.empty();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            String id = in.readUTF();
            String from = in.readUTF();
            String to = in.readUTF();
            int state = in.readUnsignedByte();
            if (state >= Migration.State.values().length) {
                throw new IOException("the jar catalogue is damaged: a migration has the state " + state);
            }
            Migration.Times times = new Migration.Times(in.readLong(), in.readLong(), in.readLong());
            migrations = migrations.plus(
                    new Migration(id, from, to, Migration.State.values()[state], times, in.readBoolean()));
        }
        return new JarPlace(number, root, migrations);
    }
}
