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

        /// Whether any joint does, in any pose: most people in a store are far away.
        private boolean comesWithin(double reach, DeviceId row, Layout layout) {
            for (var poses : steps.values()) {
                for (var pose : poses) {
                    if (isWithin(reach, pose.head(), row, layout)
                            || isWithin(reach, pose.left(), row, layout)
                            || isWithin(reach, pose.right(), row, layout)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static boolean isWithin(
                double reach, Optional<Position> joint, DeviceId row, Layout layout) {
            return joint.isPresent() && layout.distanceToRow(row, joint.get()) <= reach;
        }
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
        if (!person.comesWithin(settings.reach(), row, layout)) {
            return Optional.empty();
        }
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
        private final Joint head;
        private final Joint left;
        private final Joint right;

        private Nearest(Layout layout, DeviceId row, List<Integer> touched) {
            this.layout = layout;
            this.row = row;
            var shelf = layout.shelf(row);
            this.head = new Joint(shelf, touched);
            this.left = new Joint(shelf, touched);
            this.right = new Joint(shelf, touched);
        }

        private void look(Pose pose) {
            head.look(pose.head());
            left.look(pose.left());
            right.look(pose.right());
        }

        private double distance() {
            return Math.min(distance(head), Math.min(distance(left), distance(right)));
        }

        private double distance(Joint joint) {
            return joint.nearest.isPresent()
                    ? layout.distanceToRow(row, joint.nearest.get())
                    : Double.POSITIVE_INFINITY;
        }

        private Pose pose(EventTime at) {
            return new Pose(at, head.nearest, left.nearest, right.nearest);
        }
    }

    /// Where one joint was nearest to the plates; of equally near places the first.
    private static final class Joint {
        private final Optional<Layout.Shelf> shelf;
        private final List<Integer> touched;
        private Optional<Position> nearest = Optional.empty();
        private double distance = Double.POSITIVE_INFINITY;

        private Joint(Optional<Layout.Shelf> shelf, List<Integer> touched) {
            this.shelf = shelf;
            this.touched = touched;
        }

        private void look(Optional<Position> seen) {
            if (seen.isEmpty()) {
                return;
            }
            double there =
                    shelf.map(row -> row.distanceTo(touched, seen.get()))
                            .orElse(Double.POSITIVE_INFINITY);
            if (nearest.isEmpty() || there < distance) {
                nearest = seen;
                distance = there;
            }
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
