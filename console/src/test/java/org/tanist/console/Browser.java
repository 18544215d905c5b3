package org.tanist.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a window, in the words of the console's tests. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean installed() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.size(1280, 900);
        return browser;
    }

    Browser size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        return this;
    }

    Browser open(String url) {
        driver.get(url);
        return this;
    }

    String address() {
        return driver.getCurrentUrl();
    }

    WebElement find(String css) {
        return eventually(() -> {
            WebElement element = driver.findElement(By.cssSelector(css));
            return element.isDisplayed() ? element : null;
        });
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    Browser click(String css) {
        eventually(() -> {
            WebElement element = driver.findElement(By.cssSelector(css));
            if (!element.isDisplayed() || element.getAttribute("disabled") != null) {
                return null;
            }
            element.click();
            return element;
        });
        return this;
    }

    Browser type(String css, String text) {
        find(css).sendKeys(text);
        return this;
    }

    String text(String css) {
        return eventually(() -> driver.findElement(By.cssSelector(css)).getText());
    }

    void seeText(String css, String expected) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(NoSuchElementException.class, StaleElementReferenceException.class)
                .withMessage(() -> css + " shows «" + text(css) + "» instead of «" + expected + "»")
                .until(any -> driver.findElement(By.cssSelector(css)).getText().contains(expected));
    }

    <T> T eventually(Supplier<T> probe) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(NoSuchElementException.class, StaleElementReferenceException.class)
                .until(any -> probe.get());
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    Browser screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
