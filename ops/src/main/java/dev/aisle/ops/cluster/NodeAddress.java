package dev.aisle.ops.cluster;

import java.util.Optional;

/// Where a node of this machine listens.
///
/// @param pid of its process
/// @param started milliseconds since 1970, so that another process of the same number is not taken
///   for it; 0 where the system does not say
public record NodeAddress(
        String name, int remoting, int grpc, int http, int management, long pid, long started) {

    public String grpcTarget() {
        return "127.0.0.1:" + grpc;
    }

    NodeAddress of(Process process) {
        var running = Running.of(process.toHandle());
        return new NodeAddress(
                name, remoting, grpc, http, management, running.pid(), running.started());
    }

    /// Whether its process still runs.
    boolean isAlive() {
        return process().isPresent();
    }

    /// Absent once it has ended.
    public Optional<ProcessHandle> process() {
        return new Running(pid, started).process();
    }
}
