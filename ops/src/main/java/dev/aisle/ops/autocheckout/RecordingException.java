package dev.aisle.ops.autocheckout;

import java.io.Serial;

/// A recording can't be used. Unchecked, because reading is lazy: opening a recording has checked
/// all of it, so that later only a file that changed meanwhile gets here.
public final class RecordingException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private final transient RecordingFault fault;

    RecordingException(RecordingFault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    public RecordingFault fault() {
        return fault;
    }
}
