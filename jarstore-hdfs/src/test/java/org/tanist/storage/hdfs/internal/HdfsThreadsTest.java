package org.tanist.storage.hdfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;

final class HdfsThreadsTest {
    /** Hadoop asks datanodes as the thread's user; one that the process has none for looks as if it were silent. */
    @Test
    void callsAreMadeAsTheUserOfTheStorage() throws IOException {
        try (Calls calls = new Calls(Optional.of(UserGroupInformation.createRemoteUser("somebody")))) {
            String caller = calls.within(
                    Duration.ofSeconds(30),
                    "who",
                    () -> UserGroupInformation.getCurrentUser().getUserName());

            assertThat(caller).isEqualTo("somebody");
        }
    }
}
