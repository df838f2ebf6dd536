package dev.aisle.runtime.kernel;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;

/// A device with a finite memory and no journal: after a restart it says the same again.
public interface SoftDevice<D extends SoftDevice<D>> extends Device<D> {

    /// It has said all there is up to here.
    EventTime said();

    /// Whether that was its last word.
    boolean ended();

    /// What is to be told; absent where there is nothing new.
    Optional<Report> report();

    /// How far it has come, without what it has passed on.
    Report again();

    /// The report is on its way.
    D passedOn();

    /// Whether it must start empty to say again what comes after `from`.
    boolean hasPassed(EventTime from);

    /// Forgets what it holds and takes up again at the oldest record that its gateway holds.
    D emptied();
}
