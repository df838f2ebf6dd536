package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Candidate;
import dev.aisle.protocols.attribution.Evidence;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.runtime.attribution.Decider.PlatesChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who was near enough to have changed some plates: by the nearest approach of head or wrists (as
/// MPS) to what stands on the plates that changed most.
final class DeciderPeople {

    /// Metres: a person's weight is `exp(-d² / 2σ²)` of the nearest approach. Wrists of the
    /// recorded store come to 5 cm of the facing; tracking errors and sleeves add to it. Chosen.
    private static final double SIGMA = 0.25;

    /// Metres beyond which nobody is near. Who is as far away is as likely as "nobody". Chosen.
    private static final double REACH = 0.8;

    /// Weight of "nobody" where a camera's evidence is missing: somebody may have been there
    /// unseen. Chosen.
    private static final double NOBODY_UNWATCHED = 0.2;

    /// Poses count from this before the onset to that after the peak: joints are told for steps of
    /// 200 ms, at the end of the step. Chosen.
    private static final Duration BEFORE = Duration.ofMillis(300);

    private static final Duration AFTER = Duration.ofMillis(400);

    /// An interaction settles this long after its last movement, at least: what is not its main
    /// change may have happened until then.
    private static final Duration CALM = Duration.ofSeconds(1);

    /// Where somebody was not seen in that time, poses count this much earlier and later, and the
    /// person by this share. Chosen.
    private static final Duration WIDER = Duration.ofMillis(1_500);

    private static final double UNSEEN = 0.5;

    /// Somebody who may have done it.
    ///
    /// @param who nobody where absent
    record Near(Optional<Candidate> who, double weight) {}

    private final Evidence evidence;
    private final Layout.Shelf shelf;
    private final boolean isUnwatched;

    DeciderPeople(Evidence evidence, Layout layout, Layout.Shelf shelf) {
        this.evidence = evidence;
        this.shelf = shelf;
        isUnwatched =
                evidence.missing().stream().anyMatch(missing -> layout.isCamera(missing.device()));
    }

    /// In order of track, then nobody.
    List<Near> near(PlatesChange change) {
        var near = new ArrayList<Near>();
        for (var candidate : evidence.candidates()) {
            double weight = weight(candidate, change);
            if (weight > 0) {
                near.add(new Near(Optional.of(candidate), weight));
            }
        }
        near.add(new Near(Optional.empty(), isUnwatched ? NOBODY_UNWATCHED : at(REACH)));
        return near;
    }

    private double weight(Candidate candidate, PlatesChange change) {
        var interaction = evidence.interaction();
        var from = interaction.onset().minus(BEFORE);
        var to = end(interaction, change).plus(AFTER);
        double seen = nearest(candidate, change, from, to);
        if (!Double.isInfinite(seen)) {
            return seen <= REACH ? at(seen) : 0;
        }
        double around = nearest(candidate, change, from.minus(WIDER), to.plus(WIDER));
        return around <= REACH ? UNSEEN * at(around) : 0;
    }

    private static EventTime end(Interaction interaction, PlatesChange change) {
        return change.isMain()
                ? interaction.peak()
                : EventTime.max(interaction.peak(), interaction.settled().minus(CALM));
    }

    private double nearest(Candidate candidate, PlatesChange change, EventTime from, EventTime to) {
        double nearest = Double.POSITIVE_INFINITY;
        for (var pose : candidate.poses()) {
            if (!pose.at().isBefore(from) && !pose.at().isAfter(to)) {
                nearest = Math.min(nearest, distance(pose.head(), change));
                nearest = Math.min(nearest, distance(pose.left(), change));
                nearest = Math.min(nearest, distance(pose.right(), change));
            }
        }
        return nearest;
    }

    private double distance(Optional<Position> joint, PlatesChange change) {
        return joint.isPresent()
                ? shelf.distanceTo(change.focus(), joint.get())
                : Double.POSITIVE_INFINITY;
    }

    private static double at(double metres) {
        return StrictMath.exp(-metres * metres / (2 * SIGMA * SIGMA));
    }
}
