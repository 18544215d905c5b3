package org.tanist.itests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;

/** When a test has failed: the masters' last lines and what they say of themselves, in a file and on the terminal. */
public final class FailureReport
        implements BeforeTestExecutionCallback, AfterTestExecutionCallback, LifecycleMethodExecutionExceptionHandler {

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        if (context.getRequiredTestClass().getPackageName().startsWith("org.tanist.itests")) {
            System.out.println("[itests] " + name(context));
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(e -> {
            if (!(e instanceof org.opentest4j.TestAbortedException)) {
                write(context);
            }
        });
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        write(context);
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        write(context);
        throw failure;
    }

    private static void write(ExtensionContext context) {
        String report = ClusterProcess.report();
        if (report.isEmpty()) {
            return;
        }
        Path file = Tarball.work().resolve("failed-" + name(context) + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, report);
            System.out.println("[itests] FAILED " + name(context) + "; masters' logs and views: " + file);
        } catch (IOException e) {
            System.out.println(report);
        }
    }

    private static String name(ExtensionContext context) {
        String type = context.getRequiredTestClass().getSimpleName();
        return context.getTestMethod().map(m -> type + "." + m.getName()).orElse(type);
    }
}
