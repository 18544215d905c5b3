package org.tanist.cli.app;

import java.util.List;
import java.util.OptionalLong;
import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.wire.Application;

/** Applications for people. */
final class AppPage {

    private AppPage() {}

    static void list(Page page, List<Application> applications) {
        Table table = Table.of("NAME", "STATE", "RUNNING", "RESTART", "MEMORY", "REASON");
        for (Application one : applications) {
            table.row(
                    one.name(),
                    one.state(),
                    one.running() + "/" + one.spec().instances(),
                    one.spec().restart(),
                    one.spec().memoryMb() + " MB",
                    one.reason());
        }
        page.table(table);
    }

    static void one(Page page, Application application) {
        page.line(application.name() + ": " + page.paint(application.state())
                + (application.reason().isEmpty() ? "" : " - " + application.reason()));
        page.line("jar " + application.spec().jar() + ", restart "
                + application.spec().restart() + ", " + application.spec().memoryMb() + " MB each");
        Table table = Table.of("INSTANCE", "STATE", "WORKER", "PID", "INCARNATION", "RESTARTS", "EXIT", "STARTED");
        for (Application.Instance instance : application.instances()) {
            table.row(
                    instance.number(),
                    instance.state(),
                    instance.worker() == null ? "-" : instance.worker(),
                    number(instance.pid()),
                    instance.incarnation(),
                    instance.restarts(),
                    number(instance.exitCode()),
                    instance.startedAt() == null ? "-" : instance.startedAt());
        }
        page.table(table);
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }
}
