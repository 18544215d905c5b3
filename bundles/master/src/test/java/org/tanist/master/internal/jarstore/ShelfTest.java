package org.tanist.master.internal.jarstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tanist.testkit.memory.MemoryStorage;

/** The copies on a storage whose small files somebody has damaged. */
final class ShelfTest {
    private static final byte[] JAR = "the bytes of a jar".getBytes(StandardCharsets.UTF_8);

    private final MemoryStorage storage = new MemoryStorage();
    private final JarId id = new JarId(HexFormat.of().formatHex(Sha256.digest().digest(JAR)));

    private Shelf shelf() {
        return new Shelf(storage, appender -> {
            throw new IOException("nothing is written here");
        });
    }

    private Copy blob(String name) throws IOException {
        storage.createExclusive("blobs/" + name, JAR);
        return new Copy(id, name, JAR.length);
    }

    private void damagePointer() throws IOException {
        storage.delete("index/" + id.hex());
        storage.createExclusive("index/" + id.hex(), "this is no pointer".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void damagedPointerDoesNotKeepTheSameJarFromComingAgain() throws Exception {
        shelf().place(blob("first"));
        damagePointer();

        Copy again = blob("second");
        assertThat(shelf().place(again)).isEqualTo(again);
        assertThat(shelf().find(id)).contains(again);
    }

    @Test
    void blobWhosePointerIsDamagedIsFoundAgain() throws Exception {
        Copy copy = blob("first");
        shelf().place(copy);
        damagePointer();

        assertThat(shelf().adopt(new Jar(id, "a.jar", JAR.length))).isTrue();
        assertThat(shelf().find(id)).contains(copy);
    }
}
