package org.tanist.console.internal.view;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.TanistException;

/** Brings answers that come on other threads back to the page that asked. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /**
     * Calls exactly one of the two, with the page locked; none if the page is closed by then.
     *
     * @param failed gets a sentence for the user
     */
    public static <T> void deliver(
            Component component, CompletionStage<T> stage, Consumer<T> answered, Consumer<String> failed) {
        UI ui = component.getUI().orElseThrow();
        stage.whenComplete((answer, failure) -> {
            try {
                ui.access(() -> {
                    if (failure == null) {
                        answered.accept(answer);
                    } else {
                        failed.accept(sentence(failure));
                    }
                });
            } catch (UIDetachedException e) {
                LOG.debug("nobody waits for this answer any more", e);
            }
        });
    }

    private static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TanistException known) {
            return String.valueOf(known.getMessage());
        }
        LOG.warn("an order from the console failed unexpectedly", cause);
        return "Unexpected failure: " + cause + ". The log of this master has the details.";
    }
}
