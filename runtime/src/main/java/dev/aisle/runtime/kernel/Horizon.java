package dev.aisle.runtime.kernel;

import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;

/// How far a device may run ahead of its store (rule 5). Whoever stands at the frontier itself is
/// always taken further: everybody waits for it.
///
/// @param frontier as last heard; before that, where the device began; [EventTime#BEGINNING] while
///   it begins, which allows all
public record Horizon(EventTime frontier, Duration reach) {

    boolean allows(Intake intake, Heading record) {
        boolean unknown = frontier.equals(EventTime.BEGINNING);
        boolean holdsFrontier = unknown || !intake.started() || !intake.at().isAfter(frontier);
        return holdsFrontier || !record.last().isAfter(frontier.plus(reach));
    }
}
