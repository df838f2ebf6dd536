package dev.aisle.ops.cluster;

import java.util.Optional;

/// Where a node of this machine listens.
///
/// @param pid of its process
/// @param started milliseconds since 1970, so that another process of the same number is not taken
///   for it; 0 where the system does not say
/// @param restarts how often it was started again after it had ended unasked
public record NodeAddress(
        String name,
        int remoting,
        int grpc,
        int http,
        int management,
        long pid,
        long started,
        int restarts) {

    public String grpcTarget() {
        return "127.0.0.1:" + grpc;
    }

    NodeAddress of(Process process) {
        var running = Running.of(process.toHandle());
        return new NodeAddress(
                name, remoting, grpc, http, management, running.pid(), running.started(), restarts);
    }

    NodeAddress restarted() {
        return new NodeAddress(name, remoting, grpc, http, management, pid, started, restarts + 1);
    }

    /// Whether its process runs.
    boolean isAlive() {
        return process().isPresent();
    }

    /// Absent once it has ended.
    public Optional<ProcessHandle> process() {
        return new Running(pid, started).process();
    }
}
