package dev.aisle.ops.drill;

import dev.aisle.ops.cluster.ChildProcess;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A process that stands still, as when its machine is suspended, until it is thawed.
record Freeze(ChildProcess process) implements AutoCloseable {

    static Freeze of(ChildProcess process) throws IOException {
        signal(process, "STOP");
        return new Freeze(process);
    }

    void thaw() throws IOException {
        signal(process, "CONT");
    }

    private static void signal(ChildProcess process, String name) throws IOException {
        var kill =
                new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .inheritIO()
                        .start();
        if (kill.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() != 0) {
            throw new IOException("can't send " + name + " to " + process.name());
        }
    }

    /// It must move to be ended in order.
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            thaw();
        }
    }
}
