package dev.aisle.ops.cluster;

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
        long since = process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        return new NodeAddress(name, remoting, grpc, http, management, process.pid(), since);
    }

    /// Whether its process still runs.
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.info()
                                        .startInstant()
                                        .map(java.time.Instant::toEpochMilli)
                                        .orElse(0L)
                                == started)
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }
}
