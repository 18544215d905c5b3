package org.tanist.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;
import org.tanist.service.Request;

final class RegistryTest {
    private final Commands commands = new Commands(new Registry());

    @Test
    void newKeyIsCreatedAndOldOneIsOverwritten() {
        Reply created = commands.put("a", "1");
        Reply overwritten = commands.put("a", "2");

        assertThat(created.status()).isEqualTo(Status.CREATED);
        assertThat(created.attributes()).containsEntry("version", "1");
        assertThat(overwritten.status()).isEqualTo(Status.DONE);
        assertThat(overwritten.attributes()).containsEntry("version", "2");
        Reply read = commands.get("a");
        assertThat(read.status()).isEqualTo(Status.OK);
        assertThat(read.text()).isEqualTo("2");
        assertThat(read.attributes()).containsEntry("version", "2");
    }

    @Test
    void absentKeyIsNotFound() {
        assertThat(commands.get("a").status()).isEqualTo(Status.NOT_FOUND);
        assertThat(commands.delete("a", Map.of()).status()).isEqualTo(Status.NOT_FOUND);
    }

    @Test
    void versionsNeverRepeatEvenForAKeyThatWasDeletedAndMadeAgain() {
        commands.put("a", "1");
        assertThat(commands.delete("a", Map.of()).status()).isEqualTo(Status.DONE);
        assertThat(commands.get("a").status()).isEqualTo(Status.NOT_FOUND);

        assertThat(commands.put("a", "1").attributes()).containsEntry("version", "3");
    }

    @Test
    void ofTwoWritersWithOneVersionExactlyOneWins() {
        commands.put("a", "0");

        Reply first = commands.put("a", "first", Map.of("if-match", "1"));
        Reply second = commands.put("a", "second", Map.of("if-match", "1"));

        assertThat(first.status()).isEqualTo(Status.DONE);
        assertThat(second.status()).isEqualTo(Status.PRECONDITION_FAILED);
        assertThat(second.attributes()).containsEntry("version", "2");
        assertThat(second.text()).contains("'a'").contains("version 2");
        assertThat(commands.get("a").text()).isEqualTo("first");
    }

    @Test
    void createOnlyIfAbsentDoesNotOverwrite() {
        Map<String, String> ifAbsent = Map.of("if-none-match", "*");

        assertThat(commands.put("a", "1", ifAbsent).status()).isEqualTo(Status.CREATED);
        assertThat(commands.put("a", "2", ifAbsent).status()).isEqualTo(Status.PRECONDITION_FAILED);
        assertThat(commands.get("a").text()).isEqualTo("1");
    }

    @Test
    void conditionOnAnAbsentKeyFailsWithoutAVersion() {
        for (String match : new String[] {"1", "*", "no number"}) {
            Reply put = commands.put("a", "1", Map.of("if-match", match));
            assertThat(put.status()).isEqualTo(Status.PRECONDITION_FAILED);
            assertThat(put.attributes()).doesNotContainKey("version");
            assertThat(commands.delete("a", Map.of("if-match", match)).status()).isEqualTo(Status.PRECONDITION_FAILED);
        }
    }

    @Test
    void deleteIfMatchKeepsANewerValue() {
        commands.put("a", "1");
        commands.put("a", "2");

        assertThat(commands.delete("a", Map.of("if-match", "1")).status()).isEqualTo(Status.PRECONDITION_FAILED);
        assertThat(commands.delete("a", Map.of("if-match", "2")).status()).isEqualTo(Status.DONE);
    }

    @Test
    void largestValueIsTakenAndOneByteMoreIsNot() {
        Request largest = Request.of("PUT", "a", new byte[Registry.MAX_VALUE_BYTES]);
        Request tooLarge = Request.of("PUT", "b", new byte[Registry.MAX_VALUE_BYTES + 1]);

        assertThat(commands.apply(largest).status()).isEqualTo(Status.CREATED);
        assertThat(commands.apply(tooLarge).status()).isEqualTo(Status.TOO_LARGE);
        assertThat(commands.get("a").body()).hasSize(Registry.MAX_VALUE_BYTES);
        assertThat(commands.get("b").status()).isEqualTo(Status.NOT_FOUND);
    }

    @Test
    void emptyValueIsAValue() {
        commands.put("a", "");

        assertThat(commands.get("a").status()).isEqualTo(Status.OK);
        assertThat(commands.get("a").body()).isEmpty();
    }

    @Test
    void oddMethodsAreRefusedWithoutEffect() {
        assertThat(commands.apply(Request.of("GET", "a")).status()).isEqualTo(Status.NOT_ALLOWED);
        assertThat(commands.apply(Request.of("PATCH", "a")).status()).isEqualTo(Status.NOT_ALLOWED);
        assertThat(commands.registry.query(Request.of("PUT", "a")).status()).isEqualTo(Status.NOT_ALLOWED);
    }

    @Test
    void badKeyIsRefusedByEveryMethod() {
        assertThat(commands.put("/a", "1").status()).isEqualTo(Status.INVALID);
        assertThat(commands.delete("a//b", Map.of()).status()).isEqualTo(Status.INVALID);
        assertThat(commands.get("..").status()).isEqualTo(Status.INVALID);
        assertThat(commands.put("", "1").status()).isEqualTo(Status.INVALID);
    }
}
