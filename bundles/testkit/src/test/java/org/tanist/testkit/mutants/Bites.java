package org.tanist.testkit.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a contract against a broken provider and sees it fail where it must. */
final class Bites {
    private Bites() {}

    /** The contract run as {@code mutant} must fail in the test with this name. */
    static void assertCaught(Class<?> mutant, String test) {
        SummaryGeneratingListener results = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(mutant))
                        .build(),
                results);
        StringWriter report = new StringWriter();
        results.getSummary().printFailuresTo(new PrintWriter(report), 0);
        assertThat(results.getSummary().getFailures().stream()
                        .map(failure -> failure.getTestIdentifier()
                                .getSource()
                                .map(source -> source instanceof MethodSource method ? method.getMethodName() : "")
                                .orElse("")))
                .as("%s survives or fails elsewhere: %s", mutant.getSimpleName(), report)
                .contains(test);
    }
}
