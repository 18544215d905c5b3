package org.tanist.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarCheck;
import org.tanist.control.JarContent;
import org.tanist.control.JarCopy;
import org.tanist.control.JarMigration;
import org.tanist.control.JarRootCheck;
import org.tanist.control.JarRootReport;
import org.tanist.control.JarStore;
import org.tanist.control.PublishedJar;
import org.tanist.service.Reply;

/** Jars in memory, up to a small limit. */
final class FakeJars implements JarStore {
    static final int LIMIT = 1_000_000;

    final Map<String, byte[]> jars = new ConcurrentHashMap<>();
    /** Damages the jars from this byte on while they are read. */
    volatile int damagedFrom = Integer.MAX_VALUE;
    /** Refuses before it reads anything. */
    volatile boolean refuses;

    @Override
    public PublishedJar publish(String name, long length, InputStream bytes) {
        if (refuses || length > LIMIT) {
            throw new TanistException(refuses ? ErrorCode.TOO_FEW_COPIES : ErrorCode.TOO_LARGE, "refused at once");
        }
        byte[] all = read(bytes);
        String id = id(all);
        boolean created = jars.put(id, all) == null;
        return new PublishedJar(id, name, all.length, 3, created);
    }

    private static byte[] read(InputStream bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            byte[] piece = new byte[8192];
            for (int count = bytes.read(piece); count >= 0; count = bytes.read(piece)) {
                all.write(piece, 0, count);
                if (all.size() > LIMIT) {
                    throw new TanistException(ErrorCode.TOO_LARGE, "larger than " + LIMIT);
                }
            }
        } catch (IOException e) {
            throw new TanistException(ErrorCode.INVALID, "broke off", e);
        }
        if (all.size() == 0) {
            throw new TanistException(ErrorCode.INVALID, "empty");
        }
        return all.toByteArray();
    }

    static String id(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JarCopy keep(String upload, InputStream bytes) {
        byte[] all = read(bytes);
        jars.put(id(all), all);
        return new JarCopy(id(all), all.length);
    }

    @Override
    public JarContent open(String id, boolean stale) {
        byte[] bytes = jars.get(id);
        if (bytes == null) {
            throw new TanistException(ErrorCode.NOT_FOUND, "no jar " + id);
        }
        return new JarContent() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public String name() {
                return "a \"b\".jar";
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                int good = Math.min(damagedFrom, bytes.length);
                out.write(bytes, 0, good);
                if (good < bytes.length) {
                    throw new DamagedJarException("damaged from " + good);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public JarContent copy(String id) {
        return open(id, true);
    }

    @Override
    public JarCheck check(String id) {
        return new JarCheck(id, jars.containsKey(id) ? "ok" : "missing", "looked");
    }

    /** What was entered, by the id of the command. */
    final Map<String, String> entered = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Reply> enter(String order, String id, byte[] entry) {
        if (!jars.containsKey(id)) {
            throw new TanistException(ErrorCode.TOO_FEW_COPIES, "nobody has it");
        }
        entered.put(order, id);
        return CompletableFuture.completedFuture(Reply.ok(entry));
    }

    @Override
    public List<JarMigration> migrations() {
        return List.of(migration("one", "copying"));
    }

    private static JarMigration migration(String id, String state) {
        JarMigration.Progress progress = new JarMigration.Progress(2, 1, 10, 5, List.of(), null);
        return new JarMigration(id, "local", "file:///mnt", state, "2026-01-01T00:00:00Z", null, null, false, progress);
    }

    @Override
    public JarMigration migrate(String order, String to, boolean dryRun) {
        if (to.equals("file:///none")) {
            throw new TanistException(ErrorCode.REFUSED, "m1: it is not there");
        }
        return migration(dryRun ? "" : "two", dryRun ? "checked" : "copying");
    }

    @Override
    public JarMigration confirmMigration(String order, String migration) {
        return migration(migration, "confirmed");
    }

    @Override
    public JarMigration undoMigration(String order, String migration) {
        return migration(migration, "undone");
    }

    @Override
    public JarRootReport checkRoot(JarRootCheck check) {
        return new JarRootReport(check.root(), true, check.token() == null ? "no token" : null, 0, 0, 7);
    }

    @Override
    public JarRootReport rootReport() {
        return new JarRootReport("local", false, null, jars.size(), jars.size(), 7);
    }
}
