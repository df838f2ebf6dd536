package dev.aisle.ops.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the local payment provider until it is stopped.
@Command(
        name = "provider",
        mixinStandardHelpOptions = true,
        description = "Runs the local payment provider, for development and drills.",
        footer = {"", "Example:", "  aisle provider --port 9400 --ledger ledger.jsonl"})
public final class ProviderCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "9400", description = "On loopback; 0: any free one.")
    private int port = 9400;

    @Option(names = "--ledger", required = true, paramLabel = "FILE", description = "Its ledger.")
    private Path ledger = Path.of("ledger.jsonl");

    @Option(names = "--parent-pid", hidden = true, description = "It ends with this process.")
    private long parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        // Small answers would wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var err = spec.commandLine().getErr();
        try (var provider = Provider.open(port, ledger)) {
            if (provider.torn() > 0) {
                err.println(
                        "aisle: "
                                + ledger
                                + " ended within a line, which nobody was told of: "
                                + provider.torn()
                                + " bytes cut off");
                err.flush();
            }
            endWithParent();
            var out = spec.commandLine().getOut();
            out.println("provider on 127.0.0.1:" + provider.port() + ", ledger " + ledger);
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException failed) {
            err.println(
                    "aisle: the provider can't run on port "
                            + port
                            + " with ledger "
                            + ledger
                            + ": "
                            + failed.getMessage());
            return 1;
        }
    }

    /// One that belongs to a command would keep the ledger from the next.
    private void endWithParent() {
        if (parent > 0) {
            var _ =
                    ProcessHandle.of(parent)
                            .map(ProcessHandle::onExit)
                            .orElseGet(() ->
                                    CompletableFuture.completedFuture(ProcessHandle.current()))
                            .thenRun(() -> System.exit(0));
        }
    }
}
