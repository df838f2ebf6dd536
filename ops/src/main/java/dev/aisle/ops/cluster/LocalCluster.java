package dev.aisle.ops.cluster;

import com.typesafe.config.Config;
import dev.aisle.ops.cassandra.CassandraStartException;
import dev.aisle.ops.cassandra.EmbeddedCassandra;
import dev.aisle.ops.cassandra.EmbeddedCassandraSettings;
import dev.aisle.ops.cassandra.Replication;
import dev.aisle.ops.cassandra.SchemaApplier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A cluster on this machine: Cassandra (or one that exists), the local payment provider, and
/// nodes, each a process of its own on loopback ports. It ends with [#close].
public final class LocalCluster implements AutoCloseable {

    private final ClusterSettings settings;
    private final Consumer<String> progress;
    private final Secrets secrets;
    private final Watch watch;
    private final Revival revival;
    private Optional<EmbeddedCassandra> cassandra = Optional.empty();
    private InetSocketAddress journal;
    private String datacenter = EmbeddedCassandra.DATACENTER;
    private Optional<LocalProvider> provider = Optional.empty();
    private final List<NodeAddress> addresses = new ArrayList<>();
    private final TreeMap<String, ChildProcess> nodes = new TreeMap<>();
    private Map<String, String> overrides;
    private boolean closed;

    private LocalCluster(ClusterSettings settings, Secrets secrets, Consumer<String> progress) {
        this.settings = settings;
        this.secrets = secrets;
        this.progress = progress;
        this.watch = new Watch(settings.data());
        this.revival = new Revival(settings.restarts(), watch, this::revive, progress);
        this.overrides = settings.overrides();
        this.journal = InetSocketAddress.createUnresolved("127.0.0.1", 0);
    }

    /// Starts everything and waits until all nodes are ready.
    ///
    /// @param progress told what is done, line by line
    public static LocalCluster start(
            ClusterSettings settings, Config config, Consumer<String> progress)
            throws ClusterException, CassandraStartException, InterruptedException {
        try {
            var cluster = new LocalCluster(settings, Secrets.of(settings.data()), progress);
            cluster.take();
            try {
                cluster.startJournal(config);
                cluster.startProvider();
                cluster.startNodes();
                return cluster;
            } catch (ClusterException
                    | CassandraStartException
                    | InterruptedException
                    | IOException
                    | RuntimeException failed) {
                cluster.close();
                if (cluster.watch.failure().isDone()) {
                    throw cluster.watch.failure().join();
                }
                throw failed;
            }
        } catch (IOException failed) {
            throw new ClusterException(
                    "the data folder " + settings.data() + " can't be used (" + failed + ")",
                    "name another with --data, or make it writable",
                    failed);
        }
    }

    /// Nobody else's cluster may run on the folder. Nodes that an `aisle` which crashed has left
    /// behind are ended.
    private void take() throws IOException, ClusterException {
        var found = Descriptor.read(settings.data());
        if (found.isPresent()) {
            var owner = found.get().owner();
            if (owner.process().isPresent()) {
                throw new ClusterException(
                        "a cluster runs on "
                                + settings.data()
                                + " already, started by process "
                                + owner.pid(),
                        "stop it with 'aisle down', or name another folder with --data");
            }
            found.get().nodes().forEach(this::endLeftOver);
        }
        describe();
    }

    private void endLeftOver(NodeAddress node) {
        node.process()
                .ifPresent(process -> {
                    progress.accept(
                            "ending node "
                                    + node.name()
                                    + " (process "
                                    + node.pid()
                                    + "), which a crashed aisle left behind");
                    process.destroyForcibly();
                });
    }

    private void startJournal(Config config)
            throws CassandraStartException, InterruptedException, ClusterException {
        if (settings.journal().isPresent()) {
            journal = address(settings.journal().get());
        } else {
            progress.accept("starting Cassandra");
            var embedded =
                    EmbeddedCassandraSettings.from(
                                    config,
                                    settings.data(),
                                    settings.home().resolve("ops/target/cassandra/lib"))
                            .withNativePort(0);
            var started = EmbeddedCassandra.start(embedded, progress);
            cassandra = Optional.of(started);
            watch.over(started);
            watch.overSpace(embedded.stopBelowMebibytes());
            journal = started.address();
        }
        try {
            var replication =
                    cassandra.isPresent()
                            ? Replication.EMBEDDED
                            : SchemaApplier.replicationAt(journal);
            datacenter = replication.copies().firstKey();
            if (cassandra.isEmpty()) {
                progress.accept(
                        "using Cassandra at "
                                + journal.getHostString()
                                + ":"
                                + journal.getPort()
                                + "; a keyspace that is new there gets "
                                + replication.copies());
            }
            SchemaApplier.applyShipped(journal, datacenter, replication);
        } catch (RuntimeException unreachable) {
            throw new ClusterException(
                    "Cassandra at "
                            + journal.getHostString()
                            + ":"
                            + journal.getPort()
                            + " does not take the schema",
                    "look whether it runs and answers CQL there",
                    unreachable);
        }
    }

    private static InetSocketAddress address(String spelled) throws ClusterException {
        int colon = spelled.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    spelled.substring(0, colon), Integer.parseInt(spelled.substring(colon + 1)));
        } catch (RuntimeException wrong) {
            throw new ClusterException(
                    "'" + spelled + "' is no address", "spell --journal HOST:PORT", wrong);
        }
    }

    private void startProvider() throws IOException, ClusterException, InterruptedException {
        var started = LocalProvider.start(settings);
        provider = Optional.of(started);
        started.await(settings, watch.failure());
        watch.over(started.process());
    }

    private void startNodes() throws IOException, ClusterException, InterruptedException {
        progress.accept(
                "starting " + settings.nodes() + (settings.nodes() == 1 ? " node" : " nodes"));
        var ports = FreePorts.find(4 * settings.nodes());
        for (int i = 0; i < settings.nodes(); i++) {
            addresses.add(
                    new NodeAddress(
                            "node-" + (i + 1),
                            ports.get(4 * i),
                            ports.get(4 * i + 1),
                            ports.get(4 * i + 2),
                            ports.get(4 * i + 3),
                            0,
                            0,
                            0));
        }
        for (int i = 0; i < addresses.size(); i++) {
            launch(i);
        }
        awaitReady(List.copyOf(nodes.keySet()));
        revival.begin();
        progress.accept("ready");
    }

    private synchronized ChildProcess revive(String name) throws IOException, ClusterException {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).name().equals(name)) {
                addresses.set(i, addresses.get(i).restarted());
                launch(i);
            }
        }
        return node(name);
    }

    private synchronized void launch(int index) throws IOException, ClusterException {
        if (closed) {
            throw new ClusterException("the cluster is closed", "start another one");
        }
        var address = addresses.get(index);
        var library = settings.home().resolve("runtime/target/node/lib");
        if (!Files.isDirectory(library)) {
            throw new ClusterException(
                    library + " is missing", "build with: mvn -B -ntp -DskipTests package");
        }
        var folder = settings.data().resolve("nodes").resolve(address.name());
        Files.createDirectories(folder);
        var file = folder.resolve("node.conf");
        Files.writeString(file, configuration(address));
        var process =
                ChildProcess.start(
                        address.name(),
                        ChildProcess.java(
                                settings.heap(),
                                List.of(
                                        "-Dconfig.file=" + file,
                                        "-Daisle.name=" + address.name(),
                                        "-Dlogback.configurationFile=aisle-node-logback.xml",
                                        "-cp",
                                        library + "/*",
                                        "dev.aisle.runtime.node.AisleNode")),
                        folder.resolve("console.log"));
        nodes.put(address.name(), process);
        revival.over(process);
        addresses.set(index, address.of(process.process()));
        describe();
    }

    private void describe() throws IOException {
        new Descriptor(
                        Running.of(ProcessHandle.current()),
                        addresses,
                        providerPort(),
                        journal.getPort())
                .write(settings.data());
    }

    private String configuration(NodeAddress address) {
        var lines = new TreeMap<String, String>();
        lines.put("aisle.node.port", String.valueOf(address.remoting()));
        lines.put("aisle.node.seed-nodes", seeds());
        lines.put("aisle.node.labels", "[" + quoted("node=" + address.name()) + "]");
        lines.put("aisle.node.min-members", String.valueOf(settings.nodes() / 2 + 1));
        lines.put("aisle.node.parent-pid", String.valueOf(ProcessHandle.current().pid()));
        lines.put(
                "aisle.cassandra.contact-points",
                "[\"" + journal.getHostString() + ":" + journal.getPort() + "\"]");
        lines.put("aisle.cassandra.datacenter", quoted(datacenter));
        lines.put("aisle.secrets.tokens", quoted(secrets.tokens()));
        lines.put("aisle.secrets.payers", quoted(secrets.payers()));
        lines.put("aisle.ingress.port", String.valueOf(address.grpc()));
        lines.put("aisle.http.port", String.valueOf(address.http()));
        lines.put("aisle.management.port", String.valueOf(address.management()));
        lines.put("aisle.shopper.provider.url", quoted("http://127.0.0.1:" + providerPort()));
        lines.putAll(overrides);
        return lines.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /// Every node may be the first; only the first of the list forms a new cluster.
    private String seeds() {
        return addresses.stream()
                .map(address -> quoted("pekko://aisle@127.0.0.1:" + address.remoting()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String value) {
        return "\"" + value + "\"";
    }

    private void awaitReady(Collection<String> names)
            throws ClusterException, InterruptedException {
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        for (var address : addresses) {
            if (names.contains(address.name())) {
                var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                new Probe(
                                node(address.name()),
                                address.management(),
                                "/ready",
                                left,
                                watch.failure())
                        .await();
            }
        }
    }

    /// Starts a node's process again, at its old address, with other settings.
    ///
    /// @param other settings of nodes, by path; they also hold for nodes that are restarted later
    public void restart(String name, Map<String, String> other)
            throws ClusterException, InterruptedException {
        overrides = Map.copyOf(other);
        restart(name);
    }

    /// Starts a node's process again, at its old address.
    public void restart(String name) throws ClusterException, InterruptedException {
        restart(List.of(name));
    }

    /// Starts the processes of some nodes again, at their old addresses, all before it waits for
    /// the first: fewer than a majority are never ready.
    public void restart(Collection<String> names) throws ClusterException, InterruptedException {
        try {
            for (int i = 0; i < addresses.size(); i++) {
                if (names.contains(addresses.get(i).name())) {
                    launch(i);
                }
            }
        } catch (IOException failed) {
            throw new ClusterException(names + " can't be started", String.valueOf(failed), failed);
        }
        awaitReady(names);
    }

    /// @throws IllegalArgumentException where there is none of that name
    public synchronized ChildProcess node(String name) {
        var process = nodes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("there is no node " + name);
        }
        return process;
    }

    public synchronized ClusterAccess access() {
        return new ClusterAccess(Running.of(ProcessHandle.current()), addresses, secrets);
    }

    /// Of the local payment provider, on loopback.
    public int providerPort() {
        return provider.map(LocalProvider::port).orElse(0);
    }

    /// Completes when something ends, or fills, without which the cluster can't go on.
    public CompletableFuture<ClusterException> failure() {
        return watch.failure();
    }

    /// Where CQL answers.
    public InetSocketAddress journal() {
        return journal;
    }

    /// CPU time that nodes, Cassandra and the payment provider have used.
    public Duration cpu() {
        return Stream.of(
                        nodes.values().stream().map(ChildProcess::pid),
                        cassandra.stream().map(EmbeddedCassandra::pid),
                        provider.stream().map(each -> each.process().pid()))
                .flatMap(pids -> pids)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    public ClusterSettings settings() {
        return settings;
    }

    /// Ends nodes, provider and Cassandra, in this order; what has failed at once, since without a
    /// disk or a database their order takes a minute, and a kill loses nothing acknowledged.
    ///
    /// One node after another: of two that leave together, the older offers its singletons to the
    /// younger, which is gone, for ten seconds.
    @Override
    public void close() {
        watch.close();
        revival.close();
        var running = running();
        if (watch.failure().isDone()) {
            running.forEach(ChildProcess::kill);
            cassandra.ifPresent(EmbeddedCassandra::kill);
        }
        running.forEach(node -> node.stop(settings.stopTimeout()));
        provider.ifPresent(each -> each.process().stop(settings.stopTimeout()));
        cassandra.ifPresent(EmbeddedCassandra::close);
        try {
            Descriptor.remove(settings.data());
        } catch (IOException left) {
            progress.accept("the cluster's description stays in " + settings.data() + ": " + left);
        }
    }

    /// All nodes that were started; no other is from now on.
    private synchronized List<ChildProcess> running() {
        closed = true;
        return List.copyOf(nodes.values());
    }
}
