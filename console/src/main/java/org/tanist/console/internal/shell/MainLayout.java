package org.tanist.console.internal.shell;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import org.tanist.console.internal.view.Console;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.LiveUpdates;

/** The frame of every page: navigation at the side, the state of the cluster on top. */
@JsModule("./freshness.js")
public final class MainLayout extends AppLayout {
    private static final long serialVersionUID = 1L;

    /** Made by Vaadin for each page. */
    public MainLayout(Console console) {
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel("Navigation");
        StatusBar status = new StatusBar();
        OtherMasters others = new OtherMasters();
        addToNavbar(toggle, status, others);
        addToDrawer(brand(), navigation(), footer(console.version()));
        setPrimarySection(Section.DRAWER);
        LiveUpdates.bind(this, console.feed(), snapshot -> {
            status.show(snapshot);
            others.show(snapshot);
        });
    }

    private static HtmlContainer brand() {
        Span mark = new Span("T");
        mark.addClassName("brand-mark");
        mark.getElement().setAttribute("aria-hidden", "true");
        return Html.element("div", "brand", mark, new Span("Tanist"));
    }

    private static SideNav navigation() {
        SideNav navigation = new SideNav();
        navigation.setId("navigation");
        navigation.getElement().setAttribute("aria-label", "Pages");
        navigation.addItem(new SideNavItem("Masters", "masters", VaadinIcon.SERVER.create()));
        return navigation;
    }

    private static HtmlContainer footer(String version) {
        HtmlContainer footer = Html.text("footer", "drawer-footer", "Tanist " + version);
        footer.setId("version");
        return footer;
    }
}
