package org.tanist.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

final class ListingTest {
    private final Commands commands = new Commands(new Registry());

    @BeforeEach
    void fill() {
        for (String key : new String[] {"b/2", "a", "b/1", "b", "c", "b/3"}) {
            commands.put(key, "xy");
        }
    }

    @Test
    void emptyRegistryListsAsEmptyArray() {
        assertThat(new Commands(new Registry()).list(Map.of()).text()).isEqualTo("[]");
    }

    @Test
    void listsAllInOrderWithTotals() {
        Reply all = commands.list(Map.of());

        assertThat(all.text())
                .isEqualTo(
                        "[{\"key\":\"a\",\"version\":2},{\"key\":\"b\",\"version\":4},{\"key\":\"b/1\",\"version\":3},"
                                + "{\"key\":\"b/2\",\"version\":1},{\"key\":\"b/3\",\"version\":6},{\"key\":\"c\",\"version\":5}]");
        assertThat(all.attributes()).containsEntry("count", "6").containsEntry("bytes", "12");
        assertThat(all.attributes()).containsEntry("more", "false");
    }

    @Test
    void totalsFollowOverwritesAndDeletes() {
        commands.put("a", "longer");
        commands.delete("c", Map.of());

        assertThat(commands.list(Map.of()).attributes())
                .containsEntry("count", "5")
                .containsEntry("bytes", Integer.toString(6 + 4 * 2));
    }

    @Test
    void prefixListsOnlyWhatStartsWithIt() {
        assertThat(keys(Map.of("prefix", "b/"))).containsExactly("b/1", "b/2", "b/3");
        assertThat(keys(Map.of("prefix", "b"))).containsExactly("b", "b/1", "b/2", "b/3");
        assertThat(keys(Map.of("prefix", "zz"))).isEmpty();
    }

    @Test
    void pagesJoinToTheWholeList() {
        Reply first = commands.list(Map.of("prefix", "b", "limit", "2"));
        assertThat(first.attributes()).containsEntry("more", "true");
        assertThat(keysOf(first)).containsExactly("b", "b/1");

        Reply second = commands.list(Map.of("prefix", "b", "limit", "2", "after", "b/1"));
        assertThat(second.attributes()).containsEntry("more", "false");
        assertThat(keysOf(second)).containsExactly("b/2", "b/3");
    }

    @Test
    void pageGoesOnAfterAKeyThatIsGone() {
        commands.delete("b/1", Map.of());

        assertThat(keys(Map.of("prefix", "b/", "after", "b/1"))).containsExactly("b/2", "b/3");
        assertThat(keys(Map.of("prefix", "b/", "after", "zz"))).isEmpty();
    }

    @Test
    void oddLimitIsRefused() {
        for (String limit : new String[] {"0", "-1", "many", "", "99999999999"}) {
            assertThat(commands.list(Map.of("limit", limit)).status()).isEqualTo(Status.INVALID);
        }
        assertThat(commands.list(Map.of("limit", "1000000")).status()).isEqualTo(Status.OK);
    }

    @Test
    void keysAreEscapedInJson() {
        Commands odd = new Commands(new Registry());
        odd.put("say \"hi\" \\ ü 🙂", "1");

        assertThat(odd.list(Map.of()).text()).isEqualTo("[{\"key\":\"say \\\"hi\\\" \\\\ ü 🙂\",\"version\":1}]");
    }

    private String[] keys(Map<String, String> parameters) {
        return keysOf(commands.list(parameters));
    }

    private static String[] keysOf(Reply reply) {
        return reply.text()
                .replaceAll("\"version\":\\d+|[\\[\\]{}]|\"key\":|\"", "")
                .replaceAll(",+$", "")
                .transform(text -> text.isEmpty() ? new String[0] : text.split(",+"));
    }
}
