package org.tanist.master.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

class ServiceHostTest {
    private final List<Reply> replies = new ArrayList<>();
    private final ServiceHost host = host(replies);

    @Test
    void retriedCommandIsAppliedOnceAndAnsweredTheSame() {
        host.bind("list", new ListService());
        apply(host, 1, "a", "one");
        apply(host, 2, "a", "one");
        assertThat(replies).extracting(Reply::text).containsExactly("1", "1");
        assertThat(contents(host)).isEqualTo("[one]");
    }

    @Test
    void retryIsRememberedOverASnapshot() throws IOException {
        host.bind("list", new ListService());
        apply(host, 1, "a", "one");
        List<Reply> later = new ArrayList<>();
        ServiceHost other = host(later);
        other.bind("list", new ListService());
        other.restore(at(1), snapshot(host));
        apply(other, 2, "a", "one");
        assertThat(later).extracting(Reply::text).containsExactly("1");
        assertThat(contents(other)).isEqualTo("[one]");
        assertThat(other.position().index()).isEqualTo(2);
    }

    @Test
    void serviceThatComesLateMissesNothing() {
        apply(host, 1, "a", "one");
        apply(host, 2, "b", "two");
        host.bind("list", new ListService());
        assertThat(contents(host)).isEqualTo("[one, two]");
    }

    @Test
    void serviceThatComesAfterASnapshotGetsItsStateAndWhatCameSince() throws IOException {
        host.bind("list", new ListService());
        apply(host, 1, "a", "one");
        ServiceHost other = host(new ArrayList<>());
        other.restore(at(1), snapshot(host));
        apply(other, 2, "b", "two");
        other.bind("list", new ListService());
        assertThat(contents(other)).isEqualTo("[one, two]");
    }

    @Test
    void failingServiceIsQuarantinedAndTheOthersGoOn() {
        host.bind("list", new ListService());
        host.bind("bad", new ListService() {
            @Override
            public Reply apply(Command command) {
                throw new IllegalStateException("boom");
            }
        });
        host.apply(at(1), new Entry("bad", "x", 0, Request.of("ADD", "y").encode()));
        apply(host, 2, "a", "one");
        assertThat(replies.get(0).status()).isEqualTo(Reply.Status.FAILED);
        assertThat(host.states())
                .anySatisfy(s -> assertThat(s.quarantine())
                        .hasValueSatisfying(why -> assertThat(why).contains("boom")));
        assertThat(contents(host)).isEqualTo("[one]");
        assertThatThrownBy(() -> host.service("bad"))
                .isInstanceOf(TanistException.class)
                .hasMessageContaining("quarantined");
    }

    @Test
    void mendedServiceTakesUpWhatItsPredecessorCouldNotApply() {
        MasterService bad = new ListService() {
            @Override
            public Reply apply(Command command) {
                if (command.request().path().equals("two")) {
                    throw new IllegalStateException("boom");
                }
                return super.apply(command);
            }
        };
        host.bind("list", bad);
        apply(host, 1, "a", "one");
        apply(host, 2, "b", "two");
        apply(host, 3, "c", "three");
        host.unbind("list", bad);
        host.bind("list", new ListService());
        assertThat(contents(host)).isEqualTo("[one, two, three]");
    }

    @Test
    void brokenSnapshotIsRefused() {
        assertThatThrownBy(() -> host.restore(at(1), new ByteArrayInputStream(new byte[64])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not Tanist's");
    }

    @Test
    void reachedCompletesWhenTheEntryIsApplied() {
        host.bind("list", new ListService());
        var second = host.reached(2);
        apply(host, 1, "a", "one");
        assertThat(second).isNotDone();
        apply(host, 2, "b", "two");
        assertThat(second).isDone();
    }

    private static ServiceHost host(List<Reply> replies) {
        return new ServiceHost(new EventLog(Runnable::run), (position, entry, reply) -> replies.add(reply));
    }

    private static Position at(long index) {
        return new Position(new Term(1), index);
    }

    private static void apply(ServiceHost host, long index, String id, String item) {
        host.apply(at(index), new Entry("list", id, 0, Request.of("ADD", item).encode()));
    }

    private static String contents(ServiceHost host) {
        return host.service("list").query(Request.of("GET", "")).text();
    }

    private static InputStream snapshot(ServiceHost host) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        host.freeze().source().writeTo(bytes);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static class ListService implements MasterService {
        private final List<String> items = new ArrayList<>();

        @Override
        public Reply apply(Command command) {
            items.add(command.request().path());
            return Reply.ok(Integer.toString(items.size()));
        }

        @Override
        public Reply query(Request request) {
            return Reply.ok(items.toString());
        }

        @Override
        public Snapshot.Source snapshot() {
            String frozen = String.join("\n", items);
            return out -> out.write(frozen.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void restore(InputStream in) throws IOException {
            items.clear();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            items.addAll(text.isEmpty() ? List.of() : List.of(text.split("\n")));
        }

        @Override
        public AutoCloseable activate(ActiveContext context) {
            return () -> {};
        }
    }
}
