package org.tanist.service;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to a master service, shaped like HTTP so that it can be mapped to and from it without knowing the service.
 *
 * @param method what to do, e.g. {@code PUT}
 * @param path to what, without a leading slash; may be empty
 * @param parameters options, e.g. {@code if-match}
 * @param body raw bytes; not copied, must not be changed
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Requests are compared nowhere; a copy on each access would cost every write.
public record Request(String method, String path, Map<String, String> parameters, byte[] body) {

    /** Copies the map. */
    public Request {
        parameters = Map.copyOf(parameters);
    }

    /** A request without options. */
    public static Request of(String method, String path, byte[] body) {
        return new Request(method, path, Map.of(), body);
    }

    /** A request with neither options nor body. */
    public static Request of(String method, String path) {
        return new Request(method, path, Map.of(), new byte[0]);
    }

    /** The parameter's value, or the fallback. */
    public String parameter(String name, String fallback) {
        return parameters.getOrDefault(name, fallback);
    }

    /** The form kept in the journal. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + body.length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(method);
            out.writeUTF(path);
            out.writeShort(parameters.size());
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                out.writeUTF(parameter.getKey());
                out.writeUTF(parameter.getValue());
            }
            out.writeInt(body.length);
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are something else
     */
    public static Request decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            String method = in.readUTF();
            String path = in.readUTF();
            int count = in.readUnsignedShort();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                parameters.put(in.readUTF(), in.readUTF());
            }
            int length = in.readInt();
            if (length < 0 || length > encoded.length) {
                throw new IOException("body length " + length);
            }
            byte[] body = new byte[length];
            in.readFully(body);
            return new Request(method, path, parameters, body);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an encoded request of " + encoded.length + " bytes", e);
        }
    }
}
