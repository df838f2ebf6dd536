package dev.aisle.ops.cluster;

import java.time.Instant;
import java.util.Optional;

/// A process of this machine, told from another that gets its number later.
///
/// @param started milliseconds since 1970; 0 where the system does not say
public record Running(long pid, long started) {

    static Running of(ProcessHandle process) {
        return new Running(process.pid(), since(process));
    }

    private static long since(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /// Absent once it has ended.
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(found -> since(found) == started)
                .filter(ProcessHandle::isAlive);
    }
}
