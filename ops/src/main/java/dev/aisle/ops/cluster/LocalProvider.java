package dev.aisle.ops.cluster;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The local payment provider as a process of its own, on loopback.
record LocalProvider(ChildProcess process, int port) {

    /// @return not awaited yet
    static LocalProvider start(ClusterSettings settings) throws IOException {
        int port = FreePorts.find(1).getFirst();
        var process =
                ChildProcess.start(
                        "the payment provider",
                        ChildProcess.java(
                                "64m",
                                List.of(
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        settings.home().resolve("ops/target/aisle/lib") + "/*",
                                        "dev.aisle.ops.Aisle",
                                        "provider",
                                        "--port",
                                        String.valueOf(port),
                                        "--parent-pid",
                                        String.valueOf(ProcessHandle.current().pid()),
                                        "--ledger",
                                        settings.data().resolve("ledger.jsonl").toString())),
                        settings.data().resolve("provider.log"));
        return new LocalProvider(process, port);
    }

    /// Until it answers HTTP.
    void await(ClusterSettings settings, CompletableFuture<ClusterException> failure)
            throws ClusterException, InterruptedException {
        new Probe(process, port, "/behaviour", settings.startTimeout(), failure).await();
    }
}
