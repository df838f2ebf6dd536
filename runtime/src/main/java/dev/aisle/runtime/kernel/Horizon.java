package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;

/// How far a device may run ahead of its store (rule 5). Whoever stands at the frontier itself is
/// always taken further: everybody waits for it.
///
/// @param frontier as last heard; before that, where the device began; [EventTime#BEGINNING] while
///   it begins, which allows all
public record Horizon(EventTime frontier, Duration reach) {

    /// The horizon of a device.
    ///
    /// @param progress of its store, as last heard
    /// @param firstTaken where the device began
    /// @param said how far it has told; a camera that has taken more than it could say yet holds
    ///   the frontier all the same
    /// @param ended it has said its last word: should it begin again, nobody waits for it yet
    public static Horizon of(
            Progress progress,
            EventTime firstTaken,
            EventTime said,
            boolean ended,
            Duration reach) {
        var frontier = progress.frontier();
        boolean unknown = frontier.equals(EventTime.BEGINNING);
        if (ended || (!unknown && !said.isAfter(frontier))) {
            return new Horizon(EventTime.BEGINNING, reach);
        }
        return new Horizon(unknown ? firstTaken : frontier, reach);
    }

    boolean allows(Intake intake, Heading record) {
        boolean unknown = frontier.equals(EventTime.BEGINNING);
        boolean holdsFrontier = unknown || !intake.started() || !intake.at().isAfter(frontier);
        return holdsFrontier || !record.last().isAfter(frontier.plus(reach));
    }
}
