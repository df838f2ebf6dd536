package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Candidate;
import dev.aisle.protocols.attribution.Evidence;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.PlateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Gathers what a decision may look at.
final class EvidenceOf {

    private EvidenceOf() {}

    static Evidence interaction(
            Interaction interaction,
            Inbox inbox,
            Course course,
            Layout layout,
            AttributionSettings settings) {
        var from = interaction.onset().minus(settings.lookBack());
        var to = interaction.settled().plus(settings.lookAhead());
        var row = interaction.id().shelf();
        var people = new TreeMap<TrackId, Person>();
        inbox.sightings(from, to)
                .forEach(
                        (_, cameras) -> cameras.forEach((_, sighting) -> gather(sighting, people)));
        var candidates = new ArrayList<Candidate>();
        people.forEach((track, person) ->
                candidate(track, person, interaction, course, layout, settings)
                        .ifPresent(candidates::add));
        return new Evidence(
                interaction,
                inbox.concurrent(interaction, to),
                candidates,
                course.elsewhere(row),
                missing(course, inbox, row, from, to));
    }

    private static final class Person {
        private final TreeMap<EventTime, List<Pose>> steps = new TreeMap<>();
        private final TreeMap<ProductCode, Float> inHand = new TreeMap<>();
    }

    private static void gather(Sighting sighting, Map<TrackId, Person> people) {
        for (Seen seen : sighting.people()) {
            var person = people.computeIfAbsent(seen.track(), _ -> new Person());
            person.steps
                    .computeIfAbsent(sighting.at(), _ -> new ArrayList<>())
                    .addAll(seen.poses());
            for (var held : seen.inHand()) {
                person.inHand.merge(held.product(), held.probability(), Math::max);
            }
        }
    }

    private static Optional<Candidate> candidate(
            TrackId track,
            Person person,
            Interaction interaction,
            Course course,
            Layout layout,
            AttributionSettings settings) {
        var known = course.tracks.get(track);
        if (known == null || !course.visits.containsKey(known.visit())) {
            return Optional.empty();
        }
        var visit = course.visit(known.visit());
        if (!visit.isOpenAt(interaction.onset()) || visit.opened().isAfter(interaction.settled())) {
            return Optional.empty();
        }
        var row = interaction.id().shelf();
        var touched = touched(interaction);
        var poses = new ArrayList<Pose>();
        double nearest = Double.POSITIVE_INFINITY;
        for (var step : person.steps.entrySet()) {
            var nearer = new Nearest(layout, row, touched);
            step.getValue().forEach(nearer::look);
            nearest = Math.min(nearest, nearer.distance());
            poses.add(nearer.pose(step.getKey()));
        }
        if (nearest > settings.reach()) {
            return Optional.empty();
        }
        var inHand = new ArrayList<InHand>();
        person.inHand.forEach((product, sure) -> inHand.add(new InHand(product, sure)));
        return Optional.of(new Candidate(track, known.visit(), poses, inHand, visit.holds()));
    }

    /// The plates that changed most: a tenth of the largest change and more.
    private static List<Integer> touched(Interaction interaction) {
        double most =
                interaction.plates().stream()
                        .mapToDouble(plate -> Math.abs(plate.change()))
                        .max()
                        .orElse(0);
        return interaction.plates().stream()
                .filter(plate -> Math.abs(plate.change()) >= most / 10)
                .map(PlateChange::plate)
                .toList();
    }

    /// Of all poses of one step of the grid, whichever camera saw them: each joint where it was
    /// nearest.
    private static final class Nearest {
        private final Layout layout;
        private final DeviceId row;
        private final List<Integer> touched;
        private Optional<Position> head = Optional.empty();
        private Optional<Position> left = Optional.empty();
        private Optional<Position> right = Optional.empty();

        private Nearest(Layout layout, DeviceId row, List<Integer> touched) {
            this.layout = layout;
            this.row = row;
            this.touched = touched;
        }

        private void look(Pose pose) {
            head = nearer(head, pose.head());
            left = nearer(left, pose.left());
            right = nearer(right, pose.right());
        }

        private Optional<Position> nearer(Optional<Position> one, Optional<Position> other) {
            if (one.isEmpty() || other.isEmpty()) {
                return one.isEmpty() ? other : one;
            }
            return toPlates(other.get()) < toPlates(one.get()) ? other : one;
        }

        private double toPlates(Position joint) {
            return layout.shelf(row)
                    .map(shelf -> shelf.distanceTo(touched, joint))
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private double distance() {
            return Stream.of(head, left, right)
                    .flatMap(Optional::stream)
                    .mapToDouble(joint -> layout.distanceToRow(row, joint))
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private Pose pose(EventTime at) {
            return new Pose(at, head, left, right);
        }
    }

    private static List<Missing> missing(
            Course course, Inbox inbox, DeviceId row, EventTime from, EventTime to) {
        SortedMap<DeviceId, List<Missing>> found = new TreeMap<>();
        for (var each : course.missingBefore(to)) {
            boolean concerns = each.device().equals(row) || inbox.isCamera(each.device());
            if (concerns && each.gap().touches(from, to)) {
                found.computeIfAbsent(each.device(), _ -> new ArrayList<>()).add(each);
            }
        }
        return found.values().stream().flatMap(List::stream).toList();
    }
}
