package org.tanist.testkit.mutants;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.storage.Storage;
import org.tanist.testkit.contract.StorageContract;
import org.tanist.testkit.fault.StorageDelegate;
import org.tanist.testkit.memory.MemoryStorage;

/** Broken storages are caught by {@link StorageContract}. */
final class StorageContractBitesTest {

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
            return new StorageDelegate(new MemoryStorage(medium)) {
                @Override
                public boolean createExclusive(String path, byte[] content) throws IOException {
                    storage.delete(path);
                    return storage.createExclusive(path, content);
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
            return new StorageDelegate(new MemoryStorage(medium)) {
                @Override
                public InputStream openFresh(String path, long offset) throws IOException {
                    if (!cache.containsKey(path)) {
                        try (InputStream in = storage.openFresh(path, 0)) {
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
            return new StorageDelegate(new MemoryStorage(medium)) {
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
            return new StorageDelegate(new MemoryStorage(medium)) {
                @Override
                public long glance(String register) throws IOException {
                    return storage.read(register) + 1;
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
            return new StorageDelegate(new MemoryStorage(medium)) {
                @Override
                public void retire(String path) {
                    try {
                        storage.delete(path);
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
            return new StorageDelegate(new MemoryStorage(medium)) {
                @Override
                public InputStream openFresh(String path, long offset) throws IOException {
                    return new FilterInputStream(storage.openFresh(path, 0)) {};
                }
            };
        }
    }
}
