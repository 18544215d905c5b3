package org.tanist.console.internal.view;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.live.Feed;
import org.tanist.console.internal.live.Snapshot;

/** Keeps a component up to date with the feed for as long as it is attached. */
public final class LiveUpdates {

    private LiveUpdates() {}

    /**
     * Shows a snapshot at once whenever the component is attached, and each later one as it comes. A page that is slower than
     * the cluster skips snapshots instead of queueing them.
     */
    public static void bind(Component component, Feed feed, Consumer<Snapshot> show) {
        component.addAttachListener(attached -> {
            UI ui = attached.getUI();
            show.accept(feed.now());
            AtomicReference<@Nullable Snapshot> waiting = new AtomicReference<>();
            Feed.Subscription subscription = feed.subscribe(snapshot -> {
                if (waiting.getAndSet(snapshot) == null) {
                    deliver(ui, waiting, show);
                }
            });
            component.addDetachListener(detached -> {
                detached.unregisterListener();
                subscription.close();
            });
        });
    }

    private static void deliver(UI ui, AtomicReference<@Nullable Snapshot> waiting, Consumer<Snapshot> show) {
        try {
            ui.access(() -> {
                Snapshot newest = waiting.getAndSet(null);
                if (newest != null) {
                    show.accept(newest);
                }
            });
        } catch (UIDetachedException e) {
            // The page was closed while its snapshot was on the way; its detach listener ends the subscription.
            waiting.set(null);
        }
    }
}
