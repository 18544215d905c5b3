package org.tanist.applications.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Restart;
import org.tanist.applications.state.Spec;
import org.tanist.applications.state.Worker;

final class PlacementTest {
    private static Application application(String name, int memoryMb) {
        return Application.fresh(
                new Spec(name, "sha256:0", List.of(), List.of(), Map.of(), 1, Restart.ALWAYS, memoryMb));
    }

    private static Worker worker(String name, int slots, int memoryMb) {
        Worker.Profile profile = new Worker.Profile(name, "id", "session", name + ":1", slots, memoryMb, "1");
        return new Worker(profile, 1, false, false, 1, TreePMap.empty(), 0);
    }

    private static Worker draining(Worker worker) {
        return worker.drained(true);
    }

    private static Worker holding(Worker worker, String application, int memoryMb) {
        return new Worker(
                worker.profile(),
                1,
                false,
                false,
                1,
                TreePMap.singleton(new InstanceKey(application, 9), memoryMb),
                memoryMb);
    }

    private static List<String> places(List<Worker> workers, Application application, int count) {
        Placement round = new Placement(workers, w -> true);
        List<String> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(round.place(application).orElse("-"));
        }
        return places;
    }

    @Test
    void instancesOfOneApplicationSpread() {
        assertThat(places(List.of(worker("a", 9, 900), worker("b", 2, 900)), application("x", 10), 4))
                .containsExactly("a", "b", "a", "b");
    }

    @Test
    void mostFreeSlotsThenMostFreeMemoryThenTheFirstName() {
        Placement round = new Placement(
                List.of(worker("a", 2, 500), worker("b", 3, 500), worker("c", 3, 600), worker("d", 3, 600)), w -> true);
        assertThat(round.place(application("x", 10))).hasValue("c");
        assertThat(round.place(application("y", 10))).hasValue("d");
        assertThat(round.place(application("z", 10))).hasValue("b");
    }

    @Test
    void whatDoesNotFitIsNotPlaced() {
        assertThat(places(List.of(worker("a", 9, 100)), application("x", 60), 2))
                .containsExactly("a", "-");
        assertThat(places(List.of(worker("a", 1, 900)), application("x", 60), 2))
                .containsExactly("a", "-");
        assertThat(places(List.of(holding(worker("a", 2, 100), "y", 50)), application("x", 60), 1))
                .containsExactly("-");
    }

    @Test
    void siblingsElsewhereAreAPreferenceOnly() {
        Worker taken = holding(worker("a", 9, 900), "x", 10);
        assertThat(places(List.of(taken, worker("b", 1, 900)), application("x", 10), 3))
                .containsExactly("b", "a", "a");
    }

    @Test
    void drainingLostAndSuspectWorkersGetNothing() {
        List<Worker> workers =
                List.of(draining(worker("a", 9, 900)), worker("b", 9, 900).givenUp(2), worker("c", 9, 900));
        Placement round = new Placement(workers, w -> !w.name().equals("c"));
        assertThat(round.full()).isTrue();
        assertThat(round.place(application("x", 10))).isEmpty();
    }
}
