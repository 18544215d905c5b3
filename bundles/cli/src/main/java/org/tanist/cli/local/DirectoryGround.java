package org.tanist.cli.local;

import java.util.List;

/** A directory that all masters share, as an NFS mount is one. */
final class DirectoryGround implements StorageGround {
    private final TemporaryDirectory directory = TemporaryDirectory.make("shared");

    @Override
    public String description() {
        return "a directory that the masters share, as an NFS mount is one: " + directory.path();
    }

    /** It is there already. */
    @Override
    public void start() {}

    @Override
    public List<String> options() {
        return StorageGround.options(directory.path().toUri().toString());
    }

    @Override
    public void close() {
        directory.remove();
    }
}
