package org.tanist.http.internal.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses in all forms that RFC 9112 allows, in pieces of all sizes. */
class ReplyParserTest {
    private final ReplyParser parser = new ReplyParser();

    private @Nullable PeerReply feed(String text, int piece) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        PeerReply reply = null;
        for (int from = 0; from < bytes.length && reply == null; from += piece) {
            reply = parser.feed(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
        }
        return reply;
    }

    private PeerReply reply(String text, int piece) throws IOException {
        return Objects.requireNonNull(feed(text, piece), "no reply");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aBodyWithALength(int piece) throws IOException {
        parser.begin(false);
        PeerReply reply = reply("HTTP/1.1 200 OK\r\nETag:  \"7\" \r\ncontent-length: 5\r\n\r\nhello", piece);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("etag")).isEqualTo("\"7\"");
        assertThat(reply.body()).asString().isEqualTo("hello");
        assertThat(parser.keepAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aBodyInChunks(int piece) throws IOException {
        parser.begin(false);
        PeerReply reply = reply(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n world 123\r\n0\r\nT: t\r\n\r\n",
                piece);
        assertThat(reply.body()).asString().isEqualTo("hello world 123");
    }

    @Test
    void noBodyWhereNoneMayBe() throws IOException {
        parser.begin(false);
        assertThat(feed("HTTP/1.1 204 No Content\r\n\r\n", 5)).isNotNull();
        parser.begin(false);
        assertThat(feed("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 5))
                .isNotNull();
        parser.begin(true);
        assertThat(feed("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 5)).isNotNull();
    }

    @Test
    void interimRepliesArePassedOver() throws IOException {
        parser.begin(false);
        PeerReply reply = reply("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 4);
        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void withoutALengthTheEndIsTheClose() throws IOException {
        parser.begin(false);
        assertThat(feed("HTTP/1.0 200 OK\r\n\r\nall of it", 3)).isNull();
        PeerReply reply = Objects.requireNonNull(parser.end());
        assertThat(reply.body()).asString().isEqualTo("all of it");
        assertThat(parser.keepAlive()).isFalse();
    }

    @Test
    void aCloseBeforeTheEndIsNoReply() throws IOException {
        parser.begin(false);
        assertThat(feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", 50)).isNull();
        assertThat(parser.end()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbroken\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void nonsenseIsRefused(String text) {
        parser.begin(false);
        assertThatThrownBy(() -> feed(text, 1000)).isInstanceOf(IOException.class);
    }
}
