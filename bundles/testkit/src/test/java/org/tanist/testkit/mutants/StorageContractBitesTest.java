package org.tanist.testkit.mutants;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;
import org.tanist.testkit.contract.StorageContract;
import org.tanist.testkit.memory.MemoryStorage;

/** Broken storages are caught by {@link StorageContract}. */
final class StorageContractBitesTest {

    /** Passes everything on; mutants override what they break. */
    static class StorageDelegate implements Storage {
        final Storage sound;

        StorageDelegate(MemoryStorage.Medium medium) {
            this.sound = new MemoryStorage(medium);
        }

        @Override
        public boolean createExclusive(String path, byte[] content) throws IOException {
            return sound.createExclusive(path, content);
        }

        @Override
        public Appender create(String path) throws IOException {
            return sound.create(path);
        }

        @Override
        public InputStream openFresh(String path, long offset) throws IOException {
            return sound.openFresh(path, offset);
        }

        @Override
        public void raise(String register, long term) throws IOException {
            sound.raise(register, term);
        }

        @Override
        public long read(String register) throws IOException {
            return sound.read(register);
        }

        @Override
        public List<StoredFile> list(String directory) throws IOException {
            return sound.list(directory);
        }

        @Override
        public boolean delete(String path) throws IOException {
            return sound.delete(path);
        }

        @Override
        public Capabilities capabilities() {
            return sound.capabilities();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    abstract static class Mutant extends StorageContract {
        final MemoryStorage.Medium medium = new MemoryStorage.Medium();
    }

    @Test
    void creationThatOverwritesIsCaught() {
        Bites.assertCaught(Overwrites.class, "exclusiveCreationHasOneWinnerAndKeepsItsContent");
        Bites.assertCaught(Overwrites.class, "racersAreOnDifferentMasters");
    }

    static final class Overwrites extends Mutant {
        @Override
        protected Storage open(Path directory) {
            return new StorageDelegate(medium) {
                @Override
                public boolean createExclusive(String path, byte[] content) throws IOException {
                    sound.delete(path);
                    return sound.createExclusive(path, content);
                }
            };
        }
    }

    @Test
    void staleReadIsCaught() {
        Bites.assertCaught(Caches.class, "syncedBytesAreSeenByEveryFreshReader");
    }

    static final class Caches extends Mutant {
        @Override
        protected Storage open(Path directory) {
            Map<String, byte[]> cache = new HashMap<>();
            return new StorageDelegate(medium) {
                @Override
                public InputStream openFresh(String path, long offset) throws IOException {
                    if (!cache.containsKey(path)) {
                        try (InputStream in = sound.openFresh(path, 0)) {
                            cache.put(path, in.readAllBytes());
                        }
                    }
                    byte[] bytes = cache.get(path);
                    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
                }
            };
        }
    }

    @Test
    void registerThatSinksIsCaught() {
        Bites.assertCaught(LastValueWins.class, "registerHoldsTheHighestValueEverRaised");
    }

    static final class LastValueWins extends Mutant {
        private final Map<String, Long> registers = new HashMap<>();

        @Override
        protected Storage open(Path directory) {
            return new StorageDelegate(medium) {
                @Override
                public synchronized void raise(String register, long term) {
                    registers.put(register, term);
                }

                @Override
                public synchronized long read(String register) {
                    return registers.getOrDefault(register, 0L);
                }
            };
        }
    }

    @Test
    void inventedGlanceIsCaught() {
        Bites.assertCaught(InventsGlances.class, "glanceShowsAValueThatTheRegisterHad");
    }

    static final class InventsGlances extends Mutant {
        @Override
        protected Storage open(Path directory) {
            return new StorageDelegate(medium) {
                @Override
                public long glance(String register) throws IOException {
                    return sound.read(register) + 1;
                }
            };
        }
    }

    @Test
    void retirementThatDeletesIsCaught() {
        Bites.assertCaught(DeletesTheRetired.class, "retiredFileKeepsItsBytes");
    }

    static final class DeletesTheRetired extends Mutant {
        @Override
        protected Storage open(Path directory) {
            return new StorageDelegate(medium) {
                @Override
                public void retire(String path) {
                    try {
                        sound.delete(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }

    @Test
    void ignoredOffsetIsCaught() {
        Bites.assertCaught(FromTheStart.class, "readingStartsAtTheOffset");
    }

    static final class FromTheStart extends Mutant {
        @Override
        protected Storage open(Path directory) {
            return new StorageDelegate(medium) {
                @Override
                public InputStream openFresh(String path, long offset) throws IOException {
                    return new FilterInputStream(sound.openFresh(path, 0)) {};
                }
            };
        }
    }
}
