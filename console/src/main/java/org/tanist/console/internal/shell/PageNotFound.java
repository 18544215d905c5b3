package org.tanist.console.internal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import jakarta.servlet.http.HttpServletResponse;

/** The page for an address that no view has. */
@ParentLayout(MainLayout.class)
public final class PageNotFound extends Main implements HasErrorParameter<NotFoundException> {
    private static final long serialVersionUID = 1L;

    /** Made by Vaadin for each page. */
    public PageNotFound() {
        addClassName("page");
        add(new H2("There is no such page"), new Paragraph("The address has no page of this console."));
        add(new Anchor("masters", "Go to the masters"));
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
