package org.tanist.console.internal.view;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import java.util.Collection;

/** Plain elements that Vaadin has no class for. */
public final class Html {

    private Html() {}

    /** An element with classes and children. */
    public static HtmlContainer element(String tag, String className, Component... children) {
        HtmlContainer element = new HtmlContainer(tag);
        if (!className.isEmpty()) {
            element.addClassNames(className.split(" "));
        }
        element.add(children);
        return element;
    }

    /** An element with classes and a text. */
    public static HtmlContainer text(String tag, String className, String text) {
        HtmlContainer element = element(tag, className);
        element.setText(text);
        return element;
    }

    /** A list of sentences; hidden from everybody when there is none. */
    public static HtmlContainer sentences(String className, Collection<String> sentences) {
        HtmlContainer list = element("ul", className);
        sentences.forEach(sentence -> list.add(text("li", "", sentence)));
        list.setVisible(!sentences.isEmpty());
        return list;
    }
}
