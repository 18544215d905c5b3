package org.tanist.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.tanist.testkit.FreePorts;

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
        int port = FreePorts.next();
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

    @Test
    void carriesOrdersOfAStandbysPageToTheActive() throws Exception {
        try (FakeApi active = FakeApi.start(cluster)) {
            cluster.change(() -> cluster.master("n2").address = active.address());
            cluster.activate("n2");
            browser.open(server.url("/ui/masters")).seeText("#served-by", "n1 (standby)");
            browser.click("[data-master=n3][data-action=make-active]").find("#preflight[data-state=go]");
            browser.type("#reason input", "from a standby").click("#confirm").find("#outcome[data-state=done]");
            browser.click("#cancel").find("tr[data-master=n3][data-role=active]");
            cluster.activate("n2");
            browser.click("[data-master=n3][data-action=hold]").find("#preflight[data-state=go]");
            browser.screenshot("hold").click("#confirm").find("#outcome[data-state=done]");
            browser.click("#cancel").click("[data-master=n3][data-action=release]");
            browser.click("#confirm").find("#outcome[data-state=done]");
        }
    }

    @Test
    void explainsARefusalBeforeAnythingIsDone() {
        cluster.change(() -> cluster.master("n3").held = true);
        browser.open(server.url("/ui/masters")).click("[data-master=n3][data-action=make-active]");
        browser.find("#preflight[data-state=refused] li[data-check=target-not-held][data-ok=false]");
        assertThat(browser.find("#confirm").getAttribute("disabled")).isNotNull();
        browser.screenshot("refused");
    }

    @Test
    void tellsOfARollBack() {
        cluster.rollBackNext();
        browser.open(server.url("/ui/masters")).click("#stand-down").find("#preflight[data-state=go]");
        browser.screenshot("stand-down").click("#confirm").find("#outcome[data-state=rolled-back]");
        assertThat(browser.text("#outcome")).contains("n1 is still active");
        browser.screenshot("rolled-back");
    }

    @Test
    void saysThatNobodyIsActive() {
        cluster.change(() -> {
            cluster.master("n2").alive = false;
            cluster.master("n3").alive = false;
        });
        cluster.activate(null);
        browser.open(server.url("/ui/masters")).seeText("#active-name", "nobody");
        browser.find("#cluster-health[data-value=no-active]");
        assertThat(browser.find("#stand-down").getAttribute("disabled")).isNotNull();
        browser.screenshot("no-active");
    }

    @Test
    void copesWithLongNamesAndANarrowWindow() {
        String name = "master-in-the-cellar-of-the-second-building.berlin.example.internal:3000";
        cluster.add(name, "master-in-the-cellar-of-the-second-building.berlin.example.internal:3000");
        cluster.change(() -> {
            cluster.master(name).lag = 1_234_567;
            cluster.master(name).priority = 5;
            cluster.master(name).reasons = List.of(
                    "It is 1,234,567 entries behind the active; it becomes eligible when it is level.",
                    "Its disk needs 800 ms for a durable write: look at the disk.");
        });
        browser.open(server.url("/ui/masters")).seeText("#masters-grid", "cellar");
        browser.screenshot("long-names");
        try {
            browser.size(420, 900).find("#masters-grid");
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            browser.screenshot("narrow");
            browser.click("#make-active").find("#preflight");
            browser.screenshot("narrow-dialog");
        } finally {
            browser.size(1280, 900);
        }
    }

    @Test
    void comesBackByItselfWhenItsMasterWasKilledAndRestarted() throws Exception {
        int port = FreePorts.next();
        String url = "http://127.0.0.1:" + port + "/ui/masters";
        Process master = ConsoleServer.spawn(port);
        try {
            browser.open(url).find("tr[data-master=n1][data-role=active]");
            browser.run("window.notReloaded = true");
            master.destroyForcibly().waitFor();
            browser.seeText("#other-masters", "n2");
            browser.screenshot("lost");
            master = ConsoleServer.spawn(port);
            browser.eventually(() -> Boolean.TRUE.equals(
                            browser.run("return !window.notReloaded && !!document.querySelector('tr[data-master=n1]')"))
                    ? true
                    : null);
            browser.find("tr[data-master=n1][data-role=active]");
        } finally {
            master.destroyForcibly();
        }
    }

    @Test
    void refusesForeignHostsAndOrigins() throws Exception {
        assertThat(status("Host", "evil.example")).isEqualTo(403);
        assertThat(status("Origin", "http://evil.example")).isEqualTo(403);
        assertThat(status("Origin", server.url(""))).isEqualTo(200);
    }

    private int status(String header, String value) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String host = header.equals("Host") ? "" : "Host: 127.0.0.1:" + server.port() + "\r\n";
            String request =
                    "GET /ui/masters HTTP/1.1\r\n" + host + header + ": " + value + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("X-Frame-Options: DENY");
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }
}
