package org.tanist.master.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tanist.service.Reply;

class RememberedRepliesTest {
    private final RememberedReplies replies = new RememberedReplies();

    @Test
    void findsWhatWasAdded() {
        replies.add("a", 7, Reply.done().with("version", "7"));
        replies.add("b", 8, Reply.failure(Reply.Status.CONFLICT, "no"));
        assertThat(replies.find("a").orElseThrow().attributes()).containsEntry("version", "7");
        assertThat(replies.find("b").orElseThrow().text()).isEqualTo("no");
        assertThat(replies.find("c")).isEmpty();
    }

    @Test
    void remembersExactlyTheNewestAndForgetsTheOldest() {
        for (int i = 1; i <= 400_000; i++) {
            replies.add("id-" + i, i, Reply.done().with("version", Integer.toString(i)));
        }
        int oldestKept = 400_000 - RememberedReplies.KEPT + 1;
        for (int i = oldestKept; i <= 400_000; i++) {
            assertThat(replies.find("id-" + i)).isPresent();
        }
        assertThat(replies.find("id-" + (oldestKept - 1))).isEmpty();
        assertThat(replies.find("id-1")).isEmpty();
    }

    @Test
    void survivesASnapshot() throws IOException {
        replies.add("a", 7, Reply.done().with("version", "7"));
        replies.add("b", 8, Reply.ok("body"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        replies.copy().write(new DataOutputStream(bytes));
        RememberedReplies other = new RememberedReplies();
        other.add("old", 1, Reply.done());
        other.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(other.find("a").orElseThrow().attributes()).containsEntry("version", "7");
        assertThat(other.find("b").orElseThrow().text()).isEqualTo("body");
        assertThat(other.find("old")).isEmpty();
    }
}
