package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.Browser;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.MasterProcess;

/** The console in a real browser, on the active's and on a standby's page, while the active is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final Duration PAGE = Duration.ofSeconds(60);
    private static final Duration CHANGE = Duration.ofSeconds(30);

    private final ClusterProcess cluster = ClusterProcess.of(3);

    @BeforeAll
    void start() {
        assumeTrue(Browser.program().isPresent(), "SKIPPED: no Chromium on this machine");
        cluster.up();
    }

    @AfterEach
    void bringAllBack() {
        cluster.masters().stream().filter(m -> !m.alive()).forEach(MasterProcess::start);
        cluster.awaitAllUp();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private static void open(Browser browser, MasterProcess master) {
        browser.go("http://" + master.address() + "/ui/masters");
        browser.until(
                "the masters are listed",
                "document.querySelectorAll('#masters-grid [role=row][data-master]').length == 3",
                PAGE);
    }

    private static String row(MasterProcess master) {
        return "document.querySelector('#masters-grid [role=row][data-master=" + master.name() + "]')";
    }

    @Test
    void standbyPageShowsTheNewActiveWithoutReloadWhenTheActiveIsKilled() {
        try (Browser browser = Browser.open()) {
            MasterProcess old = cluster.awaitActive();
            MasterProcess standby = cluster.standbys().get(0);
            open(browser, standby);
            browser.until("the active is marked", row(old) + ".dataset.role == 'active'", CHANGE);
            browser.screenshot("console-standby-before");
            browser.evaluate("window.sameDocument = true");
            old.kill();
            MasterProcess next = cluster.awaitActiveOtherThan(old, CHANGE);
            browser.until("the new active is marked", row(next) + ".dataset.role == 'active'", CHANGE);
            browser.until("the dead one is marked", row(old) + ".dataset.role == 'unreachable'", CHANGE);
            browser.until(
                    "the header names it",
                    "document.getElementById('active-name').innerText.includes('" + next.name() + "')",
                    CHANGE);
            assertThat(browser.evaluate("window.sameDocument === true").asBoolean())
                    .as("not reloaded")
                    .isTrue();
            browser.screenshot("console-standby-after");
        }
    }

    @Test
    void activesPageComesBackAfterTheActiveWasKilledAndRestarted() {
        try (Browser browser = Browser.open()) {
            MasterProcess old = cluster.awaitActive();
            open(browser, old);
            browser.screenshot("console-active-before");
            old.kill();
            MasterProcess next = cluster.awaitActiveOtherThan(old, CHANGE);
            browser.screenshot("console-active-killed");
            old.start();
            cluster.awaitAllUp();
            browser.until("the page is live again", row(next) + " && " + row(next) + ".dataset.role == 'active'", PAGE);
            browser.screenshot("console-active-after");
        }
    }

    @Test
    void makeActiveOnAStandbysPageIsConfirmedAndDone() {
        try (Browser browser = Browser.open()) {
            MasterProcess target = cluster.standbys().get(0);
            MasterProcess page = cluster.standbys().get(1);
            open(browser, page);
            String button = "document.querySelector('[data-master=" + target.name() + "][data-action=make-active]')";
            browser.until("the order can be given", button + " && !" + button + ".disabled", CHANGE);
            browser.evaluate(button + ".click()");
            browser.until(
                    "the checks are through", "document.querySelector('#preflight')?.dataset.state == 'go'", CHANGE);
            browser.screenshot("console-confirm");
            String confirm = "document.getElementById('confirm')";
            browser.until("it can be confirmed", confirm + " && !" + confirm + ".disabled", CHANGE);
            browser.evaluate(confirm + ".click()");
            browser.until(
                    "the outcome is shown", "document.getElementById('outcome')?.dataset.state == 'done'", CHANGE);
            browser.screenshot("console-outcome");
            assertThat(target.active()).isTrue();
            browser.until("the row says so", row(target) + ".dataset.role == 'active'", CHANGE);
        }
    }
}
