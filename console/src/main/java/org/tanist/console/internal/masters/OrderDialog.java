package org.tanist.console.internal.masters;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.live.Feed;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.masters.Undertaking.Outcome;
import org.tanist.console.internal.masters.Undertaking.Preflight;
import org.tanist.console.internal.view.Answers;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.LiveUpdates;

/** Leads through one undertaking: checks, reason, confirmation, progress, and an outcome that stays until it is closed. */
final class OrderDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LONGEST_REASON = 200;

    private final transient Feed feed;
    private final transient Undertaking undertaking;
    private final HtmlContainer question = Html.element("div", "question");
    private final PreflightList preflight = new PreflightList();
    private final TextField reason = new TextField("Reason");
    private final OutcomePanel outcome = new OutcomePanel();
    private final Button cancel = new Button("Cancel", click -> close());
    private final Button confirm = new Button();
    private transient @Nullable Instant waitingSince;
    private int checks;

    OrderDialog(Feed feed, Undertaking undertaking) {
        this.feed = feed;
        this.undertaking = undertaking;
        setId("order-dialog");
        addClassName("order-dialog");
        setCloseOnOutsideClick(false);
        setDraggable(false);
        question.add(new Paragraph(undertaking.explanation()));
        undertaking.options(this::check).forEach(question::add);
        question.add(preflight);
        prepareReason();
        outcome.setVisible(false);
        add(question, outcome);
        cancel.setId("cancel");
        confirm.setId("confirm");
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        confirm.setDisableOnClick(true);
        confirm.addClickListener(click -> execute());
        getFooter().add(cancel, confirm);
        addAttachListener(attached -> check());
        LiveUpdates.bind(this, feed, this::follow);
    }

    private void prepareReason() {
        reason.setId("reason");
        reason.setWidthFull();
        reason.setMaxLength(LONGEST_REASON);
        reason.setPlaceholder("e.g. kernel update of the host");
        reason.setHelperText("Kept in the history of the cluster.");
        reason.setAutofocus(true);
        if (undertaking.takesReason()) {
            question.add(reason);
        }
    }

    private void check() {
        setHeaderTitle(undertaking.title() + "?");
        confirm.setText(undertaking.verb());
        confirm.setEnabled(false);
        preflight.checking();
        int number = ++checks;
        Answers.deliver(
                this,
                undertaking.check(),
                found -> showFound(number, found),
                failure -> showFound(number, new Preflight(false, List.of(), failure)));
    }

    private void showFound(int number, Preflight found) {
        if (number == checks) {
            preflight.show(found);
            confirm.setEnabled(found.go());
        }
    }

    private void execute() {
        setHeaderTitle(undertaking.title());
        question.setVisible(false);
        confirm.setVisible(false);
        cancel.setText("Close");
        waitingSince = feed.now().takenAt();
        showOutcome(new Outcome("running", "The order is on its way…", List.of()));
        Answers.deliver(
                this,
                undertaking.execute(reason.getValue()),
                this::showOutcome,
                failure -> showOutcome(new Outcome("failed", "It was not done.", List.of(failure))));
    }

    private void follow(Snapshot snapshot) {
        Instant since = waitingSince;
        if (since == null) {
            return;
        }
        undertaking.progress(snapshot).ifPresent(this::showOutcome);
        if (waitingSince != null && snapshot.takenAt().isAfter(since.plus(LIMIT))) {
            showOutcome(new Outcome(
                    "unknown",
                    "No outcome after " + LIMIT.toSeconds() + " seconds.",
                    List.of("The recent changes of the active show it as soon as it is known.")));
        }
    }

    private void showOutcome(Outcome now) {
        outcome.show(now);
        outcome.setVisible(true);
        if (!now.running()) {
            waitingSince = null;
            cancel.focus();
        }
    }
}
