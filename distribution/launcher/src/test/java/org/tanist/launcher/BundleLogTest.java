package org.tanist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogService;
import org.slf4j.LoggerFactory;

@SuppressWarnings("deprecation") // The old methods are what half of the callers use.
class BundleLogTest {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        events.start();
        root.addAppender(events);
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        root.detachAppender(events);
    }

    @Test
    void linesOfBundlesComeWithLevelArgumentsAndCause() {
        IllegalStateException cause = new IllegalStateException("why");
        org.osgi.service.log.Logger log = new BundleLog().getLogger("scr");
        log.error("component {} failed {}", "a", 1, cause);
        log.warn("plain");
        log.debug("too fine");
        assertThat(events.list)
                .extracting(ILoggingEvent::toString)
                .containsExactly("[ERROR] component a failed 1", "[WARN] plain");
        assertThat(events.list.get(0).getThrowableProxy().getMessage()).isEqualTo("why");
        assertThat(log.isInfoEnabled()).isTrue();
        assertThat(log.isDebugEnabled()).isFalse();
        assertThat(log.getName()).isEqualTo("scr");
        assertThat(List.of(log)).as("a proxy is equal to itself").contains(log);
    }

    @Test
    void theOldMethodsWorkToo() {
        new BundleLog().log(LogService.LOG_WARNING, "old");
        assertThat(events.list).extracting(ILoggingEvent::toString).containsExactly("[WARN] old");
    }
}
