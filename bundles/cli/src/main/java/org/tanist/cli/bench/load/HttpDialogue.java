package org.tanist.cli.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** HTTP/1.1 on a connection that is kept. */
public final class HttpDialogue implements Dialogue {

    private final RequestSource source;
    private final AnswerReader reader = new AnswerReader();

    /** Sends what the source makes. */
    public HttpDialogue(RequestSource source) {
        this.source = source;
    }

    @Override
    public void request(long number, ByteBuffer into) {
        source.write(number, into);
    }

    @Override
    public ByteBuffer answer() {
        return reader.buffer();
    }

    @Override
    public int complete() throws IOException {
        return reader.complete();
    }
}
