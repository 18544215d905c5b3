package org.tanist.console.internal.view;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** A word in a coloured pill. */
public final class Badge extends Span {
    private static final long serialVersionUID = 1L;

    /** Empty until it is told what to show. */
    public Badge() {
        addClassName("badge");
    }

    /** Shows a word of the wire, e.g. {@code no-active}, as people write it. */
    public void show(String wire, Tone tone) {
        String word = wire.replace('-', ' ');
        String text = word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        setText(text);
        getElement().setAttribute("theme", "badge " + tone.theme());
        getElement().setAttribute("data-value", wire);
    }
}
