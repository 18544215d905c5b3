package org.tanist.example.counter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.tanist.service.MasterService;
import org.tanist.service.Request;
import org.tanist.testkit.contract.MasterServiceContract;

/** The promises of every master service hold for this one. Write this class for your own plugin first. */
class CounterContractTest extends MasterServiceContract {

    @Override
    protected MasterService create() {
        return new CounterService(new PluginSettings(java.util.Map.of()));
    }

    @Override
    protected Request command(Random random) {
        String name = List.of("a", "b", "c", "", "not/a/name").get(random.nextInt(5));
        String method = List.of("POST", "POST", "DELETE", "PATCH").get(random.nextInt(4));
        String body = List.of("", "5", "-3", "many").get(random.nextInt(4));
        return Request.of(method, name, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected List<Request> queries() {
        return List.of(Request.of("GET", ""), Request.of("GET", "a"), Request.of("GET", "b"), Request.of("GET", "z"));
    }
}
