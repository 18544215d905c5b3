package org.tanist.storage.hdfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.Test;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.testkit.Eventually;

/** What the storage does on HDFS beyond the contract of all storages. */
final class HdfsStorageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(90);

    private final String root = RealHdfs.fresh();

    private Storage open(long master) throws IOException {
        return RealHdfs.open(root, master, RealHdfs.settings());
    }

    @Test
    void registerIsOneFileWhoseNameIsTheValue() throws Exception {
        try (Storage storage = open(1);
                DistributedFileSystem system = RealHdfs.system()) {
            storage.raise("journal/fence", 3);
            storage.raise("journal/fence", 12);

            assertThat(system.listStatus(new Path(root + "/journal/fence")))
                    .extracting(file -> file.getPath().getName())
                    .containsExactly("12");
        }
    }

    @Test
    void glanceShowsWhatAnotherMasterRaised() throws Exception {
        try (Storage one = open(1);
                Storage two = open(2)) {
            one.raise("opened", 4);
            assertThat(two.glance("opened")).isEqualTo(4);
            two.raise("opened", 5);
            assertThat(one.glance("opened")).isEqualTo(5);
        }
    }

    /** A register that another client has taken to a new name is seen although this one knew the old value. */
    @Test
    void knownValueIsNeverBelievedWithoutAChange() throws Exception {
        try (Storage one = open(1);
                Storage two = open(2)) {
            one.raise("fence", 1);
            for (int term = 2; term < 20; term++) {
                two.raise("fence", term);
                assertThat(one.read("fence")).isEqualTo(term);
            }
        }
    }

    /** As when somebody renames another cluster's directory to the place of this one's. */
    @Test
    void anotherClustersDirectoryInItsPlaceIsLeftAlone() throws Exception {
        String other = RealHdfs.fresh();
        try (Storage storage = open(1);
                Storage foreign = new HdfsStorageProvider().open(RealHdfs.root(other, 8, 1, RealHdfs.settings()));
                DistributedFileSystem system = RealHdfs.system()) {
            storage.raise("journal/fence", 3);
            foreign.raise("journal/fence", 3);
            system.rename(new Path(root), new Path(root + "-away"));
            system.rename(new Path(other), new Path(root));

            String both = "' now, not of ";
            assertThatThrownBy(() -> storage.read("journal/fence")).hasMessageContaining(both);
            assertThatThrownBy(() -> storage.raise("journal/fence", 9)).hasMessageContaining(both);
            assertThatThrownBy(() -> storage.create("journal/seg-9")).hasMessageContaining(both);
            assertThatThrownBy(() -> storage.createExclusive("x", new byte[1])).hasMessageContaining(both);
            assertThat(system.listStatus(new Path(root + "/journal/fence")))
                    .extracting(file -> file.getPath().getName())
                    .containsExactly("3");
            system.rename(new Path(root), new Path(other));
            system.rename(new Path(root + "-away"), new Path(root));
            assertThat(storage.read("journal/fence")).isEqualTo(3);
        }
    }

    @Test
    void retiredFileIsCompletedAndItsWriterIsDead() throws Exception {
        try (Storage writer = open(1);
                Storage other = open(2);
                DistributedFileSystem system = RealHdfs.system()) {
            Appender appender = writer.create("journal/seg-1");
            appender.append("synced".getBytes(StandardCharsets.UTF_8), 0, 6);
            appender.sync();
            Path file = new Path(root + "/journal/seg-1");
            assertThat(system.isFileClosed(file)).isFalse();

            other.retire("journal/seg-1");
            Eventually.eventually(
                    SOON, () -> assertThat(system.isFileClosed(file)).isTrue());

            try (InputStream in = other.openFresh("journal/seg-1", 0)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("synced");
            }
            assertThatThrownBy(() -> {
                        appender.append(new byte[10], 0, 10);
                        appender.sync();
                    })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(appender::sync).hasMessageContaining("poisoned");
            appender.close();
        }
    }

    /** What was synced is on their disks, but nobody may read it before HDFS knows that its writer is dead. */
    @Test
    void fileWhoseDatanodesWereAllStartedAgainIsReadOnceItIsRetired() throws Exception {
        try (Storage writer = open(1);
                Storage other = open(2)) {
            Appender appender = writer.create("journal/seg-1");
            appender.append(bytes("synced"), 0, 6);
            appender.sync();
            for (int number = 0; number < 2; number++) {
                RealHdfs.shared().killDataNode(number);
                RealHdfs.shared().startDataNode(number);
            }
            assertThatThrownBy(() -> {
                        appender.append(bytes("lost"), 0, 4);
                        appender.sync();
                    })
                    .isInstanceOf(IOException.class);
            appender.close();

            Eventually.eventually(LONG, () -> {
                other.retire("journal/seg-1");
                assertThat(content(other, "journal/seg-1")).isEqualTo("synced");
            });
        }
    }

    /** Hadoop's client would wait for 11 s, leave out the wrong one of the two, and fail. */
    @Test
    void datanodeThatStandsStillEndsWhatWaitsForItAndHoldsUpNothingNew() throws Exception {
        try (Storage storage = open(1);
                Appender waiting = storage.create("journal/seg-1")) {
            waiting.append(new byte[10], 0, 10);
            waiting.sync();
            RealHdfs.shared().stopDataNode(0);
            try {
                assertThatThrownBy(() -> {
                            waiting.append(new byte[10], 0, 10);
                            waiting.sync();
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("does not answer")
                        .hasMessageContaining("'journal/seg-1'");

                assertThat(storage.createExclusive("journal/seal-1", bytes("sealed")))
                        .isTrue();
                assertThat(storage.createExclusive("journal/seal-1", bytes("again")))
                        .isFalse();
                try (Appender next = storage.create("journal/seg-2")) {
                    next.append(bytes("on one"), 0, 6);
                    next.sync();
                    assertThat(content(storage, "journal/seg-2")).isEqualTo("on one");
                }
                assertThat(content(storage, "journal/seal-1")).isEqualTo("sealed");
            } finally {
                RealHdfs.shared().continueDataNode(0);
            }
        }
    }

    /** Hadoop's client stays with the datanodes that are left until the block is full. */
    @Test
    void fileThatLostADatanodeIsWrittenToTwoAgainSoonAfterItIsBackAndThenCanLoseTheOther() throws Exception {
        try (Storage storage = open(1);
                Appender appender = storage.create("journal/seg-1");
                DistributedFileSystem system = RealHdfs.system()) {
            Path file = new Path(root + "/journal/seg-1");
            String all = add(appender, "on two ");
            RealHdfs.shared().killDataNode(0);
            all += add(appender, "on one ");
            assertThat(content(storage, "journal/seg-1")).isEqualTo(all);
            RealHdfs.shared().startDataNode(0);

            StringBuilder more = new StringBuilder(all);
            Eventually.eventually(LONG, () -> {
                more.append(add(appender, "more "));
                BlockLocation[] blocks = system.getFileBlockLocations(file, 0, Long.MAX_VALUE);
                assertThat(blocks[blocks.length - 1].getHosts()).hasSize(2);
            });
            RealHdfs.shared().killDataNode(1);
            try {
                more.append(add(appender, "on the other"));
            } finally {
                RealHdfs.shared().startDataNode(1);
            }
            Eventually.eventually(
                    LONG, () -> assertThat(content(storage, "journal/seg-1")).isEqualTo(more.toString()));
        }
    }

    private static String add(Appender appender, String text) throws IOException {
        appender.append(bytes(text), 0, text.length());
        appender.sync();
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String content(Storage storage, String path) throws IOException {
        try (InputStream in = storage.openFresh(path, 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void rootThatIsDeletedUnderAMasterIsNotMadeAgain() throws Exception {
        try (Storage storage = open(1);
                DistributedFileSystem system = RealHdfs.system()) {
            storage.raise("journal/fence", 3);
            system.delete(new Path(root), true);

            assertThatThrownBy(() -> storage.read("journal/fence")).hasMessageContaining("gone");
            assertThatThrownBy(() -> storage.raise("journal/fence", 4)).hasMessageContaining("gone");
            assertThatThrownBy(() -> storage.createExclusive("seal", new byte[1]))
                    .hasMessageContaining("gone");
            assertThatThrownBy(() -> storage.create("journal/seg-4")).hasMessageContaining("gone");
            assertThatThrownBy(() -> storage.openFresh("journal/seg-3", 0))
                    .as("nothing is known to be absent then")
                    .isNotInstanceOf(FileNotFoundException.class)
                    .hasMessageContaining("gone");
        }
    }

    @Test
    void temporaryFilesOfAnEarlierProcessAreSweptAndThoseOfOthersStay() throws Exception {
        try (Storage storage = open(1);
                DistributedFileSystem system = RealHdfs.system()) {
            Path temporaries = new Path(root + "/~/temporary");
            String mine = new org.tanist.cluster.MasterId(new java.util.UUID(1, 1)) + "-0-9";
            for (String name : List.of(mine, "another-0-9")) {
                try (FSDataOutputStream out = system.create(new Path(temporaries, name))) {
                    out.write(1);
                }
            }
            try (Storage restarted = open(1)) {
                Eventually.eventually(
                        SOON,
                        () -> assertThat(system.exists(new Path(temporaries, mine)))
                                .isFalse());
                assertThat(restarted.createExclusive("new", new byte[1])).isTrue();
            }
            assertThat(system.exists(new Path(temporaries, "another-0-9"))).isTrue();
            assertThat(storage.createExclusive("still", new byte[1])).isTrue();
        }
    }
}
