package org.tanist.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tanist.journal.Snapshot;

final class SnapshotFormatTest {
    private final Commands commands = new Commands(new Registry());

    @Test
    void restoredRegistryAnswersLikeTheOriginal() throws IOException {
        commands.put("a", "1");
        commands.put("鍵/🙂", "zwei");
        commands.put("empty", "");
        Registry restored = restored(bytes(commands.registry.snapshot()));

        Commands other = new Commands(restored);
        assertThat(other.get("鍵/🙂").text()).isEqualTo("zwei");
        assertThat(other.get("鍵/🙂").attributes()).containsEntry("version", "2");
        assertThat(other.list(Map.of()).text())
                .isEqualTo(commands.list(Map.of()).text());
        assertThat(other.list(Map.of()).attributes())
                .isEqualTo(commands.list(Map.of()).attributes());
        assertThat(bytes(restored.snapshot())).isEqualTo(bytes(commands.registry.snapshot()));
    }

    @Test
    void snapshotIsFrozenAtTheMomentItWasTaken() throws IOException {
        commands.put("a", "1");
        Snapshot.Source frozen = commands.registry.snapshot();
        byte[] before = bytes(frozen);
        commands.put("a", "2");
        commands.put("b", "3");

        assertThat(bytes(frozen)).isEqualTo(before);
        assertThat(new Commands(restored(before)).get("a").text()).isEqualTo("1");
    }

    @Test
    void emptyStreamRestoresTheEmptyState() throws IOException {
        commands.put("a", "1");
        commands.registry.restore(new ByteArrayInputStream(new byte[0]));

        assertThat(commands.list(Map.of()).text()).isEqualTo("[]");
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticedAndLeavesTheStateAlone() throws IOException {
        commands.put("a", "1");
        commands.put("b", "22");
        byte[] good = bytes(commands.registry.snapshot());
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(bad);
        }
        for (int length = 1; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length));
        }
        assertThat(commands.get("b").text()).isEqualTo("22");
    }

    @Test
    void newerFormatIsRefusedWithAdvice() throws IOException {
        byte[] newer = bytes(commands.registry.snapshot());
        newer[5]++;

        assertThatThrownBy(() -> restored(newer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("update");
    }

    @Test
    void manyRandomValuesComeBack() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] value = new byte[random.nextInt(300)];
            random.nextBytes(value);
            commands.apply(org.tanist.service.Request.of("PUT", "key/" + random.nextInt(3_000), value));
        }
        byte[] bytes = bytes(commands.registry.snapshot());

        assertThat(bytes(restored(bytes).snapshot())).isEqualTo(bytes);
    }

    private void assertRefused(byte[] bad) {
        assertThatThrownBy(() -> commands.registry.restore(new ByteArrayInputStream(bad)))
                .isInstanceOf(IOException.class);
    }

    private static Registry restored(byte[] bytes) throws IOException {
        Registry registry = new Registry();
        registry.restore(new ByteArrayInputStream(bytes));
        return registry;
    }

    private static byte[] bytes(Snapshot.Source source) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.writeTo(out);
        return out.toByteArray();
    }
}
