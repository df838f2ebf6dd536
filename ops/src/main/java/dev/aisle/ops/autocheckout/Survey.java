package dev.aisle.ops.autocheckout;

import dev.aisle.ops.autocheckout.Planogram.Shelf;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one pass over people and weights finds; it also checks every line.
///
/// @param cameras that ever saw anybody
/// @param shelves that ever sent weights
/// @param moments documents of people
/// @param batches documents of weights
/// @param earliest time of the first record
/// @param latest time of the last record
/// @param firstSeen where the first person was first seen, on the floor; none or one
record Survey(
        SortedSet<Integer> cameras,
        SortedSet<Shelf> shelves,
        int moments,
        int batches,
        EventTime earliest,
        EventTime latest,
        List<Position> firstSeen) {

    static Survey of(Path folder, Planogram planogram, Warnings warnings) {
        var pass = new Pass();
        try (var targets = new Targets(folder, warnings)) {
            for (var next = targets.next(); next.isPresent(); next = targets.next()) {
                pass.moment(next.orElseThrow());
            }
        }
        try (var weights = new Weights(folder, planogram, warnings)) {
            for (var next = weights.next(); next.isPresent(); next = weights.next()) {
                pass.batch(next.orElseThrow(), planogram);
            }
        }
        return new Survey(
                pass.cameras,
                pass.shelves,
                pass.moments,
                pass.batches,
                pass.earliest,
                pass.latest,
                pass.firstSeen);
    }

    private static final class Pass {

        private final TreeSet<Integer> cameras = new TreeSet<>();
        private final TreeSet<Shelf> shelves = new TreeSet<>();
        private int moments;
        private int batches;
        private EventTime earliest = EventTime.END;
        private EventTime latest = EventTime.BEGINNING;
        private List<Position> firstSeen = List.of();

        void moment(Targets.Moment moment) {
            moments++;
            span(moment.at());
            for (var target : moment.people()) {
                cameras.addAll(target.cameras());
                float x = target.person().getJoints(0);
                float y = target.person().getJoints(1);
                if (firstSeen.isEmpty() && !Float.isNaN(x)) {
                    firstSeen = List.of(new Position(x, y, 0));
                }
            }
        }

        void batch(Weights.Batch batch, Planogram planogram) {
            batches++;
            span(batch.first());
            planogram.plates().keySet().stream().filter(batch::has).forEach(shelves::add);
        }

        private void span(EventTime at) {
            earliest = EventTime.min(earliest, at);
            latest = EventTime.max(latest, at);
        }
    }
}
