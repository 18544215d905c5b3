package org.tanist.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tanist.cli.bench.load.Dialogue;
import org.tanist.client.http.Address;

/** Frames as a ZooKeeper 3.8 takes and gives them. */
class ZooKeeperLoadTest {
    private final ZooKeeperLoad load = new ZooKeeperLoad(new Address("127.0.0.1", 2181));

    @Test
    void writeIsAFrameWithItsLength() {
        ByteBuffer frame = ByteBuffer.allocate(1_000);
        load.writes(0, 10).request(3, frame);
        frame.flip();
        assertThat(frame.getInt()).isEqualTo(frame.remaining());
        assertThat(frame.getInt()).as("xid").isEqualTo(4);
        assertThat(frame.getInt()).as("setData").isEqualTo(5);
        byte[] path = new byte[frame.getInt()];
        frame.get(path);
        assertThat(path).asString().isEqualTo("/bench/3");
    }

    @Test
    void answerIsCompleteWithItsLastByte() throws IOException {
        Dialogue dialogue = load.fills();
        byte[] answer = HexFormat.of()
                .parseHex("0000001a" + "00000001" + "0000000000000002" + "00000000" + "00000006" + "2f62656e6368");
        dialogue.answer().put(answer, 0, answer.length - 1);
        assertThat(dialogue.complete()).isEqualTo(-1);
        dialogue.answer().put(answer[answer.length - 1]);
        assertThat(dialogue.complete()).isEqualTo(200);
    }

    @Test
    void errorsAreNoSuccess() throws IOException {
        Dialogue dialogue = load.reads(10);
        dialogue.answer().put(HexFormat.of().parseHex("00000010" + "00000001" + "0000000000000002" + "ffffff9b"));
        assertThat(dialogue.complete()).as("no such node").isEqualTo(601);
        dialogue.answer().put(HexFormat.of().parseHex("00000002" + "0000"));
        assertThatThrownBy(dialogue::complete).isInstanceOf(IOException.class);
    }
}
