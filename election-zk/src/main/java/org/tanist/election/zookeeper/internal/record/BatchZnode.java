package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a batch's znode: the batch itself, or where its parts are.
 *
 * @param batch the encoded batch; empty if it is in parts
 * @param parts the directory of the parts below {@link Layout#parts()}, with their number; empty if it is not
 */
public record BatchZnode(byte[] batch, Optional<Parts> parts) {
    private static final byte WHOLE = 1;
    private static final byte IN_PARTS = 2;

    /** Where the parts are, and how many. */
    public record Parts(String name, int count) {}

    /** A batch that fits. */
    public static byte[] whole(byte[] batch) {
        return tagged(WHOLE, batch);
    }

    /** A batch in parts. */
    public static byte[] inParts(Parts parts) {
        return tagged(IN_PARTS, (parts.count() + " " + parts.name()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] tagged(byte tag, byte[] body) {
        byte[] bytes = new byte[body.length + 1];
        bytes[0] = tag;
        System.arraycopy(body, 0, bytes, 1, body.length);
        return bytes;
    }

    /** Reads either form. */
    public static BatchZnode decode(byte[] bytes) throws IOException {
        if (bytes.length > 0 && bytes[0] == WHOLE) {
            return new BatchZnode(Arrays.copyOfRange(bytes, 1, bytes.length), Optional.empty());
        }
        if (bytes.length > 0 && bytes[0] == IN_PARTS) {
            String[] fields = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8).split(" ", 2);
            try {
                return new BatchZnode(new byte[0], Optional.of(new Parts(fields[1], Integer.parseInt(fields[0]))));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException("the parts of a batch are not named", e);
            }
        }
        throw new IOException("a batch of the journal has a form that this version does not know");
    }
}
