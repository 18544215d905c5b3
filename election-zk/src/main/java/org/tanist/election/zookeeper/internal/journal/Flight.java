package org.tanist.election.zookeeper.internal.journal;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;
import org.tanist.election.zookeeper.internal.record.BatchRecord;
import org.tanist.election.zookeeper.internal.record.BatchZnode;
import org.tanist.election.zookeeper.internal.record.Layout;

/**
 * A batch on its way: the commits that bring it, one after the other. All but the last bring parts that nobody looks at without the
 * last one. Names carry the term and the index, so a repeated commit meets only its own traces.
 */
final class Flight {
    private static final int PART = 400 << 10;
    private static final byte[] NOTHING = {};

    private final BatchRecord batch;
    private final int size;
    private final Op check;
    private final Layout layout;
    private final List<ACL> rights;
    private final List<List<Op>> steps = new ArrayList<>();
    private int at;
    private boolean newDirectory;

    Flight(BatchRecord batch, int termVersion, boolean newDirectory, Layout layout, List<ACL> rights) {
        this.batch = batch;
        this.layout = layout;
        this.rights = rights;
        this.newDirectory = newDirectory;
        this.check = Op.check(layout.term(), termVersion);
        byte[] bytes = batch.encode();
        this.size = bytes.length;
        byte[] last = bytes.length <= PART ? BatchZnode.whole(bytes) : BatchZnode.inParts(parts(bytes));
        steps.add(List.of(make(layout.batch(batch.first()), last)));
    }

    private BatchZnode.Parts parts(byte[] bytes) {
        String name = batch.first() + "-" + batch.term();
        String directory = layout.parts() + "/" + name;
        steps.add(List.of(make(directory, NOTHING)));
        List<byte[]> pieces = BatchRecord.pieces(bytes, PART);
        for (int i = 0; i < pieces.size(); i++) {
            steps.add(List.of(make(directory + "/" + i, pieces.get(i))));
        }
        return new BatchZnode.Parts(name, pieces.size());
    }

    private Op make(String path, byte[] data) {
        return Op.create(path, data, rights, CreateMode.PERSISTENT);
    }

    BatchRecord batch() {
        return batch;
    }

    int size() {
        return size;
    }

    /** The commit that is due. */
    List<Op> step() {
        List<Op> operations = new ArrayList<>();
        operations.add(check);
        if (newDirectory && at == steps.size() - 1) {
            operations.add(make(layout.directoryPath(Layout.directory(batch.first())), NOTHING));
        }
        operations.addAll(steps.get(at));
        return operations;
    }

    /** The due commit was carried out; true if it was the last. */
    boolean advance() {
        at++;
        return at == steps.size();
    }

    /** Whether the operation at this place of the due commit makes the directory. */
    boolean makesDirectory(int index) {
        return newDirectory && at == steps.size() - 1 && index == 1;
    }

    /** The directory is there already. */
    void directoryIsThere() {
        newDirectory = false;
    }

    /** Whether the operation at this place of the due commit needs a directory that was thought to be there. */
    boolean lacksDirectory(int index) {
        return !newDirectory && at == steps.size() - 1 && index == 1;
    }

    /** The directory is not there: it is made with the due commit. */
    void directoryIsGone() {
        newDirectory = true;
    }
}
