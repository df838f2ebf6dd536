package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.v1.Record;
import java.util.Optional;

/// What a kind of device makes of its records. A value, or an accumulator that returns itself.
///
/// @param <D> itself
public interface Device<D extends Device<D>> {

    Intake intake();

    D with(Intake intake);

    /// Why a record can't be one of this device's.
    Optional<Refusal> refusal(Heading heading, Record record);

    /// Starts a new count with this record, which is taken next and the oldest that the gateway
    /// holds: what lies before it will never be known.
    D restart(Heading heading);

    /// Takes a record, without its first `skip` samples.
    D take(Heading heading, Record record, int skip);
}
