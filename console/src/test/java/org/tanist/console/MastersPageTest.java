package org.tanist.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The masters' page in a real browser, served by a real Felix. */
class MastersPageTest {
    private static Browser browser;

    private FakeCluster cluster;
    private ConsoleServer server;

    @BeforeAll
    static void openBrowser() {
        Assumptions.assumeTrue(Browser.installed(), "needs the packages chromium and chromium-driver");
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        int port = ConsoleServer.freePort();
        cluster = new FakeCluster()
                .add("n1", "127.0.0.1:" + port)
                .add("n2", "127.0.0.1:3001")
                .add("n3", "127.0.0.1:3002");
        cluster.activate("n1");
        server = ConsoleServer.start(port, new FakeMaster(cluster, "n1"));
    }

    @AfterEach
    void stopServer() {
        server.close();
        cluster.close();
    }

    @Test
    void showsEveryMasterAndWhoIsActive() {
        browser.complaints();
        browser.open(server.url("/ui/"));
        browser.seeText("#active-name", "n1");
        assertThat(browser.address()).endsWith("/ui/masters");
        List<WebElement> rows = browser.all("#masters-grid tbody tr");
        assertThat(rows).extracting(row -> row.getAttribute("data-master")).containsExactly("n1", "n2", "n3");
        assertThat(rows)
                .extracting(row -> row.getAttribute("data-role"))
                .containsExactly("active", "standby", "standby");
        browser.screenshot("masters");
        assertThat(browser.complaints())
                .filteredOn(complaint -> complaint.contains(server.url("/")))
                .isEmpty();
    }

    @Test
    void showsAFailoverWithoutReload() {
        browser.open(server.url("/ui/masters")).find("tr[data-master=n2][data-role=standby]");
        browser.run("window.notReloaded = true");
        cluster.change(() -> cluster.master("n3").alive = false);
        cluster.failover("n2", 72.4);
        browser.find("tr[data-master=n2][data-role=active]");
        browser.find("tr[data-master=n3][data-role=unreachable]");
        browser.seeText("#transitions", "n1 → n2");
        assertThat(browser.run("return window.notReloaded === true")).isEqualTo(true);
        browser.screenshot("failover");
    }

    @Test
    void makesAnotherMasterActive() {
        browser.open(server.url("/ui/masters")).click("[data-master=n2][data-action=make-active]");
        browser.find("#preflight[data-state=go]");
        browser.screenshot("confirm");
        browser.type("#reason input", "kernel update").click("#confirm");
        browser.find("#outcome[data-state=done]");
        browser.screenshot("outcome-done");
        assertThat(browser.text("#outcome")).contains("n2 is active");
        browser.click("#cancel").find("tr[data-master=n2][data-role=active]");
        assertThat(browser.text("#transitions")).contains("kernel update");
    }
}
