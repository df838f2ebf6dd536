package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.GatewaySettings.Buffer;

/// The bytes kept by all devices together.
final class Room {

    private final Buffer limits;
    private long bytes;

    Room(Buffer limits) {
        this.limits = limits;
    }

    Buffer limits() {
        return limits;
    }

    long bytes() {
        return bytes;
    }

    void add(long more) {
        bytes += more;
    }

    /// Whether a device may keep one more record.
    boolean fits(int itsRecords, long itsBytes, int more) {
        return itsRecords < limits.records()
                && itsBytes + more <= limits.bytes()
                && (bytes + more <= limits.total() || itsBytes + more <= limits.reserved());
    }

    /// Whether a device that had to drop records has room worth the name again.
    boolean isRoomy(int itsRecords, long itsBytes) {
        return itsRecords * 100L < (long) limits.records() * limits.roomyAt()
                && itsBytes * 100 < limits.bytes() * limits.roomyAt()
                && (bytes * 100 < limits.total() * limits.roomyAt()
                        || itsBytes * 100 < limits.reserved() * limits.roomyAt());
    }
}
