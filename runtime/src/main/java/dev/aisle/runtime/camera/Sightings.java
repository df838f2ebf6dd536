package dev.aisle.runtime.camera;

import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.v1.Joint;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// From frames to a sighting.
final class Sightings {

    private Sightings() {}

    /// Those seen since the step before, with their poses; what they hold by all frames of the
    /// window.
    static Sighting at(EventTime instant, List<Camera.Frame> frames, CameraSettings settings) {
        var oldest = instant.plusMicros(-settings.windowMicros());
        var before = instant.plusMicros(-settings.stepMicros());
        var people = new TreeMap<TrackId, Gathered>();
        for (var frame : frames) {
            if (frame.at().isAfter(oldest) && !frame.at().isAfter(instant)) {
                boolean recent = frame.at().isAfter(before);
                for (var person : frame.poses().getPeopleList()) {
                    var gathered =
                            people.computeIfAbsent(
                                    new TrackId(person.getTrack()), _ -> new Gathered());
                    gathered.add(frame.at(), person, recent);
                }
            }
        }
        var seen = new ArrayList<Seen>();
        people.forEach((track, gathered) -> {
            if (!gathered.poses.isEmpty()) {
                seen.add(new Seen(track, gathered.poses, gathered.inHand()));
            }
        });
        return new Sighting(instant, seen);
    }

    private static final class Gathered {
        private final List<Pose> poses = new ArrayList<>();
        private final TreeMap<ProductCode, Mean> evidence = new TreeMap<>();

        private void add(EventTime at, Person person, boolean recent) {
            if (recent) {
                poses.add(
                        new Pose(
                                at,
                                joint(person, Joint.JOINT_HEAD),
                                joint(person, Joint.JOINT_LEFT_WRIST),
                                joint(person, Joint.JOINT_RIGHT_WRIST)));
            }
            for (var held : person.getEvidenceList()) {
                evidence.computeIfAbsent(new ProductCode(held.getProduct()), _ -> new Mean())
                        .add(held.getProbability());
            }
        }

        private List<InHand> inHand() {
            var held = new ArrayList<InHand>();
            evidence.forEach((product, mean) -> held.add(new InHand(product, mean.value())));
            return held;
        }
    }

    private static final class Mean {
        private double sum;
        private int count;

        private void add(float value) {
            sum += value;
            count++;
        }

        private float value() {
            return (float) (sum / count);
        }
    }

    private static Optional<Position> joint(Person person, Joint joint) {
        int first = 4 * joint.getNumber();
        if (person.getJointsCount() < first + 4 || Float.isNaN(person.getJoints(first))) {
            return Optional.empty();
        }
        return Optional.of(
                new Position(
                        person.getJoints(first),
                        person.getJoints(first + 1),
                        person.getJoints(first + 2)));
    }
}
