package org.tanist.election.zookeeper.internal.ensemble;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.tanist.cluster.Endpoint;

/**
 * Finds out why there is no session, by talking to each server as a client does first. Blocks for some seconds at most. What it says is for
 * people; a server that is merely down, or has no quorum, may come up, so only an answer that is not ZooKeeper's is final.
 */
public final class Probe {
    private static final int MILLIS = 1000;
    private static final int SHORTEST_ANSWER = 36;
    private static final int LONGEST_ANSWER = 64;

    /**
     * What was found.
     *
     * @param text one sentence that names each server
     * @param foreign whether a server speaks something else than ZooKeeper
     */
    public record Finding(String text, boolean foreign) {}

    private Probe() {}

    /** Talks to each server. */
    public static Finding look(Settings settings) {
        List<String> texts = new ArrayList<>();
        boolean foreign = false;
        boolean tls = settings.client().getBoolean(org.apache.zookeeper.client.ZKClientConfig.SECURE_CLIENT);
        for (Endpoint server : settings.connect().servers()) {
            try (Socket socket = new Socket()) {
                InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
                if (address.isUnresolved()) {
                    throw new UnknownHostException(server.host());
                }
                socket.connect(address, MILLIS);
                socket.setSoTimeout(MILLIS);
                if (tls) {
                    texts.add(server + handshake(socket, settings));
                } else if (greet(socket)) {
                    texts.add(server + " answers");
                } else {
                    foreign = true;
                    texts.add(server + " is no ZooKeeper server: it answers something else");
                }
            } catch (UnknownHostException e) {
                texts.add("the name " + server.host() + " is not known");
            } catch (ConnectException e) {
                texts.add(server + " refuses connections");
            } catch (SocketTimeoutException e) {
                texts.add(server + " does not answer");
            } catch (IOException e) {
                texts.add(server + " ends the connection: it has no quorum, wants TLS, or is no ZooKeeper server");
            }
        }
        return new Finding(String.join("; ", texts), foreign);
    }

    /** Shakes hands as ZooKeeper's client does, and says what comes of it. */
    private static String handshake(Socket socket, Settings settings) {
        try (ClientX509Util tls = new ClientX509Util();
                SSLSocket secured = (SSLSocket) tls.createSSLContext(settings.client())
                        .getSocketFactory()
                        .createSocket(socket, "", socket.getPort(), true)) {
            secured.startHandshake();
            return " takes TLS, but there is no session: does it trust our certificate, and has it a quorum?";
        } catch (X509Exception e) {
            return ": " + e.getMessage();
        } catch (SSLException e) {
            return " accepts connections, but TLS fails (" + e.getMessage()
                    + "): is this its secureClientPort, and does tls.truststore have its certificate?";
        } catch (IOException e) {
            return " ends the connection while TLS begins: is this its secureClientPort?";
        }
    }

    /** Asks for a session that ends by itself; true if the answer has ZooKeeper's shape. */
    private static boolean greet(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(bytes);
        request.writeInt(0);
        request.writeLong(0);
        request.writeInt(MILLIS);
        request.writeLong(0);
        request.writeInt(16);
        request.write(new byte[16]);
        request.writeBoolean(false);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
        int length = new DataInputStream(socket.getInputStream()).readInt();
        return length >= SHORTEST_ANSWER && length <= LONGEST_ANSWER;
    }
}
