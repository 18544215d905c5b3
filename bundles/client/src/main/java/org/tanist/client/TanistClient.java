package org.tanist.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.Problem;
import org.tanist.client.follow.Call;
import org.tanist.client.follow.Daemons;
import org.tanist.client.follow.Follower;
import org.tanist.client.follow.Masters;
import org.tanist.client.follow.MembersRefresh;
import org.tanist.client.follow.Streams;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.ConnectionPool;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.ConfigEntry;
import org.tanist.client.wire.Explanation;
import org.tanist.client.wire.Journal;
import org.tanist.client.wire.Plugin;

/**
 * A client of one cluster; make one and share it.
 *
 * <p>Methods return when the active has answered; they throw a {@link ClientException} of the kind that fits, at the latest after
 * {@link ClientOptions#timeout}. Thread-safe.
 */
public final class TanistClient implements AutoCloseable {

    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;
    private static final int MOST_WAITING = 4096;

    private final ClientOptions options;
    private final Masters masters;
    private final ConnectionPool pool;
    private final MembersRefresh refresh;
    private final Follower follower;
    private final Streams streams;
    private final ThreadPoolExecutor async;

    private TanistClient(ClientOptions options) {
        this.options = options;
        this.pool = new ConnectionPool(options.connectTimeout(), LARGEST_ANSWER);
        this.masters =
                new Masters(options.masters(), ThreadLocalRandom.current().nextLong(), System::nanoTime);
        this.refresh = new MembersRefresh(masters, pool, options.learning());
        this.follower =
                new Follower(masters, pool, new Follower.Pace(options.patience(), options.loneliness()), refresh);
        this.streams = new Streams(masters, options.connectTimeout(), refresh);
        this.async = new ThreadPoolExecutor(
                options.asyncThreads(),
                options.asyncThreads(),
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Daemons.named("tanist-client-async"));
        this.async.allowCoreThreadTimeOut(true);
    }

    /** A client with default options of the cluster that these masters belong to: {@code host:port[,host:port]}. */
    public static TanistClient of(String masters) {
        return of(ClientOptions.of(Address.parseList(masters)));
    }

    /** A client with these options. Nothing is connected until the first call. */
    public static TanistClient of(ClientOptions options) {
        return new TanistClient(options);
    }

    /** The key-value store. */
    public RegistryClient registry() {
        return new RegistryClient(this);
    }

    /** The jar store. */
    public JarsClient jars() {
        return new JarsClient(this, streams);
    }

    /** Moves of the jar store. */
    public JarMigrationsClient jarMigrations() {
        return new JarMigrationsClient(this);
    }

    /** Changes of the active. */
    public TransitionsClient transitions() {
        return new TransitionsClient(this);
    }

    /** The cluster's members. */
    public MastersClient masters() {
        return new MastersClient(this);
    }

    /** What runs on the workers. */
    public ApplicationsClient applications() {
        return new ApplicationsClient(this, streams);
    }

    /** The workers. */
    public WorkersClient workers() {
        return new WorkersClient(this);
    }

    /**
     * The cluster.
     *
     * @param stale whether any master may answer from its own view, even without an active
     */
    public Cluster cluster(boolean stale) {
        return Cluster.of(read(stale ? "/api/v1/cluster?stale=true" : "/api/v1/cluster"));
    }

    /** Why each master is or is not eligible, and what the answering master decided last. */
    public Explanation explain() {
        return Explanation.of(read("/api/v1/explain"));
    }

    /** The effective configuration of the answering master. */
    public List<ConfigEntry> config() {
        return read("/api/v1/config").list(ConfigEntry::of);
    }

    /** Where the masters' configurations differ, as the API tells it. */
    public Json configDiff() {
        return read("/api/v1/config/diff");
    }

    /** Providers, services and bundles of the answering master. */
    public List<Plugin> plugins() {
        return read("/api/v1/plugins").list(Plugin::of);
    }

    /** The answering master's journal. */
    public Journal journal() {
        return Journal.of(read("/api/v1/journal"));
    }

    /** Takes a checkpoint now. */
    public Journal checkpoint() {
        Call call = Call.order("POST", "/api/v1/journal/checkpoint", null).idempotent();
        return Journal.of(json(expect(call.patient(options.timeout()))));
    }

    /** Writes a consistent backup of the cluster's state to a stream; returns its size in bytes. */
    public long backup(OutputStream out) throws IOException {
        try (Connection connection = streams.connect()) {
            Connection.Head head =
                    connection.begin(Call.get("/api/v1/journal/backup").request(), options.timeout());
            try (InputStream body = head.body()) {
                if (head.status() != 200) {
                    throw ClientException.of(Problem.of(head.status(), body.readNBytes(LARGEST_ANSWER)));
                }
                return body.transferTo(out);
            }
        }
    }

    /**
     * Events after a journal position, kept ones first; goes on over failovers without a hole as long as masters keep them.
     *
     * @param after journal index; 0 for all that are kept
     */
    public EventStream events(long after) {
        return new EventStream(streams, after);
    }

    /** Runs any calls on a bounded pool of daemon threads; completes exceptionally with what they throw. */
    public <T> CompletableFuture<T> async(Function<TanistClient, T> calls) {
        return CompletableFuture.supplyAsync(() -> calls.apply(this), async);
    }

    /** Sends any call and gives whatever was answered, errors of the caller included. */
    public HttpAnswer send(Call call) {
        return follower.send(call, options.timeout());
    }

    /** Sends any call; throws if the answer is not a success. */
    public HttpAnswer expect(Call call) {
        HttpAnswer answer = send(call);
        if (!answer.successful()) {
            throw ClientException.of(Problem.of(answer.status(), answer.body()));
        }
        return answer;
    }

    /** Reads JSON. */
    public Json read(String target) {
        return json(expect(Call.get(target)));
    }

    /** The newest term that was learned in the background; 0 before the first. */
    public long term() {
        return masters.term();
    }

    /** All masters that it knows of, in the order in which it would try them now; learned in the background. */
    public List<Address> known() {
        return masters.order();
    }

    /** The options that it was made with. */
    public ClientOptions options() {
        return options;
    }

    /** Closes idle connections and stops the threads; calls in flight end by themselves. May be called again. */
    @Override
    public void close() {
        refresh.close();
        async.shutdown();
        pool.close();
    }

    static Json json(HttpAnswer answer) {
        try {
            return Json.parse(answer.body());
        } catch (IOException e) {
            throw new ClientException(Problem.local(
                    "internal", "master " + answer.from() + " answered what is not JSON: " + e.getMessage()));
        }
    }
}
