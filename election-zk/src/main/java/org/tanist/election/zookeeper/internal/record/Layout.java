package org.tanist.election.zookeeper.internal.record;

/**
 * Where things lie below the cluster's path.
 *
 * <pre>
 * cluster            the cluster's id
 * term               the newest term and its holder; its version is the fence
 * active             ephemeral: who leads
 * members            the voting members
 * live/&lt;id&gt;          ephemeral: who takes part, and whether it may be elected
 * journal/&lt;n&gt;/&lt;first&gt; one batch of entries each, named by the index of its first entry
 * parts/&lt;name&gt;/&lt;i&gt;   parts of batches that are too large for one znode
 * checkpoint         the newest checkpoint
 * checkpoints/&lt;name&gt;/&lt;i&gt; its parts
 * </pre>
 *
 * @param base the cluster's path, such as {@code /tanist}
 */
public record Layout(String base) {
    /** First indexes that differ only below this many bits share a directory. */
    private static final int DIRECTORY_BITS = 10;

    /** Identity of the cluster. */
    public String cluster() {
        return base + "/cluster";
    }

    /** The fence. */
    public String term() {
        return base + "/term";
    }

    /** Who leads. */
    public String active() {
        return base + "/active";
    }

    /** The voting members. */
    public String members() {
        return base + "/members";
    }

    /** Parent of those that take part. */
    public String live() {
        return base + "/live";
    }

    /** One that takes part. */
    public String live(Object id) {
        return live() + "/" + id;
    }

    /** Parent of the journal's directories. */
    public String journal() {
        return base + "/journal";
    }

    /** The number of the directory of a batch that begins with this entry. */
    public static long directory(long first) {
        return first >> DIRECTORY_BITS;
    }

    /** A directory of batches. */
    public String directoryPath(long directory) {
        return journal() + "/" + directory;
    }

    /** The batch that begins with this entry. */
    public String batch(long first) {
        return directoryPath(directory(first)) + "/" + first;
    }

    /** Parent of the parts of large batches. */
    public String parts() {
        return base + "/parts";
    }

    /** The newest checkpoint. */
    public String checkpoint() {
        return base + "/checkpoint";
    }

    /** Parent of the parts of checkpoints. */
    public String checkpoints() {
        return base + "/checkpoints";
    }

    /** Left by a deliberate format. */
    public String formatted() {
        return base + "/formatted";
    }
}
