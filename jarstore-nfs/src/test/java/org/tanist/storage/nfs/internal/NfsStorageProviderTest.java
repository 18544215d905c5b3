package org.tanist.storage.nfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageRoot;

@SuppressWarnings("NullAway.Init") // JUnit sets the field before each test.
final class NfsStorageProviderTest {
    private static final List<String> TABLE = List.of(
            "/dev/sda1 / ext4 rw,relatime 0 0",
            "server:/export /mnt/shared\\040files nfs4 rw,vers=4.1,hard,lookupcache=pos 0 0",
            "server:/old /mnt/old nfs rw,vers=3,soft,nocto 0 0",
            "server:/ro /mnt/ro nfs ro,vers=3,hard 0 0",
            "none /mnt/what\\000no\\012path\\043may\\134be tmpfs rw 0 0",
            "server:/odd /mnt/odd\\012\\043\\134name nfs4 rw,hard 0 0");

    @TempDir
    Path directory;

    private Storage open(String address, long cluster) throws IOException {
        return new NfsStorageProvider()
                .open(new StorageRoot(
                        address,
                        directory,
                        new ClusterId(new UUID(0, cluster)),
                        new MasterId(new UUID(1, 1)),
                        Map.of()));
    }

    @Test
    void directoryOfAnotherClusterIsRefusedWithBothNames() throws Exception {
        open(directory.toUri().toString(), 1).close();

        assertThatThrownBy(() -> open(directory.toUri().toString(), 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(new ClusterId(new UUID(0, 1)).toString())
                .hasMessageContaining(new ClusterId(new UUID(0, 2)).toString());
    }

    @Test
    void rootThatIsNotThereIsNotMade() {
        Path absent = directory.resolve("not-mounted");

        assertThatThrownBy(() -> open(absent.toUri().toString(), 1)).hasMessageContaining("mount it");
        assertThat(absent).doesNotExist();
    }

    @Test
    void rootThatIsDeletedUnderAMasterIsNotMadeAgain() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Storage storage = open(root.toUri().toString(), 1);
        empty(root);
        Files.delete(root);

        assertThatThrownBy(() -> storage.raise("journal/fence", 3)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.read("journal/fence")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.createExclusive("x", new byte[1])).isInstanceOf(IOException.class);
        assertThat(root).doesNotExist();
    }

    /** As when it is unmounted, and the directory below comes to light; or {@code rm -rf root/*}. */
    @Test
    void nothingIsMadeAnewInARootThatWasEmptied() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Storage storage = open(root.toUri().toString(), 1);
        storage.raise("journal/fence", 3);
        Files.delete(root.resolve("journal/fence"));
        Files.delete(root.resolve("journal"));
        empty(root);

        assertThatThrownBy(() -> storage.raise("journal/fence", 4)).hasMessageContaining("lost its marker");
        assertThatThrownBy(() -> storage.read("journal/fence")).hasMessageContaining("lost its marker");
        assertThatThrownBy(() -> storage.createExclusive("journal-id", new byte[1]))
                .hasMessageContaining("lost its marker");
        assertThatThrownBy(() -> storage.create("journal/seg-4")).hasMessageContaining("lost its marker");
        assertThatThrownBy(() -> storage.openFresh("journal/seg-3", 0)).hasMessageContaining("lost its marker");
        assertThatThrownBy(() -> storage.list("journal")).hasMessageContaining("lost its marker");
        assertThat(root).isEmptyDirectory();
    }

    /** As when somebody moves another cluster's directory to the place of this one's. */
    @Test
    void anotherClustersDirectoryInItsPlaceIsLeftAlone() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Storage storage = open(root.toUri().toString(), 1);
        storage.raise("journal/fence", 3);
        Appender segment = storage.create("journal/seg-3");
        Path other = Files.createDirectory(directory.resolve("other"));
        open(other.toUri().toString(), 2).raise("journal/fence", 3);
        Files.move(root, directory.resolve("away"));
        Files.move(other, root);

        String both = new ClusterId(new UUID(0, 2)) + "' now, not of " + new ClusterId(new UUID(0, 1));
        assertThatThrownBy(() -> storage.raise("journal/fence", 9)).hasMessageContaining(both);
        assertThatThrownBy(() -> storage.read("journal/fence")).hasMessageContaining(both);
        assertThatThrownBy(() -> storage.createExclusive("x", new byte[1])).hasMessageContaining(both);
        assertThatThrownBy(() -> storage.create("journal/seg-9")).hasMessageContaining(both);
        assertThatThrownBy(() -> segment.append(new byte[1], 0, 1)).hasMessageContaining(both);
        assertThat(root.resolve("journal/fence")).hasSize(4);
        Files.move(root, other);
        Files.move(directory.resolve("away"), root);
        assertThat(storage.read("journal/fence")).isEqualTo(3);
        assertThatThrownBy(segment::sync).as("it failed once").isInstanceOf(IOException.class);
    }

    /** A copy has all that was there, but not what an open file gets from now on. */
    @Test
    void fileThatWasBegunDoesNotOutliveACopyInThePlaceOfItsDirectory() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Storage storage = open(root.toUri().toString(), 1);
        Appender segment = storage.create("seg-3");
        Path copy = Files.createDirectories(directory.resolve("copy/" + SharedDirectory.OWN));
        Path marker = root.resolve(SharedDirectory.OWN).resolve("cluster");
        do { // until the clock of the file system has gone on
            Files.copy(marker, copy.resolve("cluster"), StandardCopyOption.REPLACE_EXISTING);
        } while (Files.getAttribute(marker, "unix:ctime")
                .equals(Files.getAttribute(copy.resolve("cluster"), "unix:ctime")));
        Files.copy(root.resolve("seg-3"), directory.resolve("copy/seg-3"));
        Files.move(root, directory.resolve("away"));
        Files.move(directory.resolve("copy"), root);

        assertThatThrownBy(() -> segment.append(new byte[1], 0, 1))
                .hasMessageContaining("another one than when the file was begun");
        assertThat(storage.createExclusive("seg-4", new byte[1])).isTrue();
    }

    @Test
    void fileThatIsDeletedOrCutTakesNothingMore() throws Exception {
        Storage storage = open(directory.toUri().toString(), 1);
        Appender deleted = storage.create("seg-1");
        deleted.append(new byte[100], 0, 100);
        deleted.sync();
        Files.delete(directory.resolve("seg-1"));
        assertThatThrownBy(() -> deleted.append(new byte[1], 0, 1)).hasMessageContaining("seg-1 is gone");
        assertThatThrownBy(deleted::sync).isInstanceOf(IOException.class);

        Appender cut = storage.create("seg-2");
        cut.append(new byte[100], 0, 100);
        cut.sync();
        Files.write(directory.resolve("seg-2"), new byte[40]);
        assertThatThrownBy(() -> cut.append(new byte[1], 0, 1)).hasMessageContaining("40 bytes instead of the 100");
    }

    @Test
    void whatTheSystemSaysByANameAloneIsSaidInWords() throws Exception {
        assertThatThrownBy(() -> open("file:///proc", 1)).hasMessageContaining("'file:///proc' cannot be written to");
        Path marker =
                Files.createDirectory(directory.resolve(SharedDirectory.OWN)).resolve("cluster");
        Files.createFile(marker);
        assertThatThrownBy(() -> open(directory.toUri().toString(), 1)).hasMessageContaining("damaged marker");
    }

    private static void empty(Path root) throws IOException {
        Files.delete(root.resolve(SharedDirectory.OWN).resolve("cluster"));
        Files.delete(root.resolve(SharedDirectory.OWN));
    }

    @Test
    void addressMustBeThatOfADirectory() {
        assertThatThrownBy(() -> open("file://server/export", 1)).hasMessageContaining("file:///");
        assertThatThrownBy(() -> open("file:relative", 1)).hasMessageContaining("file:///");
    }

    @Test
    void blankInAnAddressMayStandAsItIsOrEncoded() throws Exception {
        Path blank = Files.createDirectory(directory.resolve("with blank"));
        open("file://" + blank, 1).close();

        assertThat(open(blank.toUri().toString(), 1).createExclusive("x", new byte[1]))
                .isTrue();
        assertThat(blank.resolve("x")).exists();
    }

    @Test
    void mountOfADirectoryIsTheDeepestAboveIt() {
        Mount shared = Mount.of(Path.of("/mnt/shared files/tanist"), TABLE).orElseThrow();
        assertThat(shared.device()).isEqualTo("server:/export");
        assertThat(shared.network()).isTrue();
        assertThat(shared.obstacle()).isEmpty();
        assertThat(shared.advice()).isEmpty();
        assertThat(Mount.of(Path.of("/mnt/sharedfiles"), TABLE).orElseThrow().network())
                .isFalse();
    }

    /** Somebody's mount whose name this process cannot say must not keep a master from its own. */
    @Test
    void mountsOfAnyNameDoNotDisturb() {
        assertThat(Mount.of(Path.of("/mnt/odd\n#\\name/x"), TABLE).orElseThrow().device())
                .isEqualTo("server:/odd");
    }

    @Test
    void numberAndQuestionMarksInAnAddressAreLettersOfIt() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("a#b?c"));
        open("file://" + odd, 1).close();
        open(odd.toUri().toString(), 1).close();

        assertThat(odd.resolve(SharedDirectory.OWN)).isDirectory();
        assertThatThrownBy(() -> open("file:///mnt/%00", 1)).hasMessageContaining("LC_ALL");
    }

    @Test
    void mountThatCannotBeTrustedIsRefusedAndASlackOneIsWarnedOf() {
        Mount old = Mount.of(Path.of("/mnt/old/x"), TABLE).orElseThrow();
        assertThat(old.obstacle().orElseThrow()).contains("nocto");
        assertThat(old.advice()).hasSize(2).anyMatch(one -> one.contains("soft"));
        Mount readOnly = Mount.of(Path.of("/mnt/ro"), TABLE).orElseThrow();
        assertThat(readOnly.obstacle().orElseThrow()).contains("read-only");
    }
}
