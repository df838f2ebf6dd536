package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.protocols.device.v1.Joint;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads `full_targets.json`, an instant at a time, in strictly rising event time.
final class Targets implements AutoCloseable {

    static final String FILE = "full_targets.json";

    private static final double INCH = 0.0254;
    private static final int FLOATS = 4;
    static final Map<Joint, String> JOINTS = joints();

    private final Lines lines;
    private final Warnings warnings;
    private EventTime last = EventTime.BEGINNING;

    Targets(Path folder, Warnings warnings) {
        this.lines = new Lines(folder, FILE);
        this.warnings = warnings;
    }

    /// @param people in the order of the document
    record Moment(EventTime at, Instant arrival, List<Target> people) {}

    /// @param cameras that see the person
    record Target(TrackId track, SortedSet<Integer> cameras, Person person) {}

    /// Absent at the end.
    Optional<Moment> next() {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            var at = line.orElseThrow().origin();
            if (at.isAfter(last)) {
                last = at;
                return Optional.of(moment(line.orElseThrow(), at));
            }
            warnings.add(FILE, "timestamp that does not rise: dropped");
        }
        return Optional.empty();
    }

    private Moment moment(Line line, EventTime at) {
        var people = new ArrayList<Target>();
        var tracks = new TreeSet<TrackId>();
        var targets = line.object(line.object(line.json(), "document"), "targets");
        for (var json : line.list(targets, "targets")) {
            var target = target(line, json);
            if (!tracks.add(target.track())) {
                warnings.add(FILE, "a target twice in one document: the first holds");
            } else if (target.cameras().isEmpty()) {
                warnings.add(FILE, "target that no camera saw: left out");
            } else {
                people.add(target);
            }
        }
        if (people.isEmpty()) {
            warnings.add(FILE, "frame of nobody: kept, empty");
        }
        return new Moment(at, line.arrival(at, warnings), List.copyOf(people));
    }

    private Target target(Line line, JsonNode json) {
        TrackId track;
        var id = line.text(line.object(json, "target_id"), "id");
        try {
            track = new TrackId(id);
        } catch (IllegalArgumentException misspelled) {
            throw line.misshapen("a target's id must have 1 to 128 characters: '" + id + "'");
        }
        var cameras = new TreeSet<Integer>();
        var listed = line.list(json, "detection_metadata");
        for (var seen : listed) {
            var source = line.object(seen, "frame_source");
            cameras.add(line.id(line.object(source, "camera_id"), "id"));
        }
        if (cameras.size() < listed.size()) {
            warnings.add(FILE, "target that lists a camera twice: counted once");
        }
        return new Target(track, cameras, person(line, json, track));
    }

    private Person person(Line line, JsonNode json, TrackId track) {
        var person = Person.newBuilder().setTrack(track.value());
        var floats = new float[FLOATS * JOINTS.size()];
        JOINTS.forEach((joint, name) ->
                joint(line, line.object(json, name), floats, FLOATS * joint.getNumber()));
        if (Float.isNaN(floats[0])) {
            warnings.add(FILE, "target without a head: sent without");
        }
        if (Float.isNaN(floats[FLOATS * Joint.JOINT_LEFT_WRIST_VALUE])
                || Float.isNaN(floats[FLOATS * Joint.JOINT_RIGHT_WRIST_VALUE])) {
            warnings.add(FILE, "target that lacks a wrist: sent without");
        }
        for (float value : floats) {
            person.addJoints(value);
        }
        return person.build();
    }

    /// A joint that is not seen has a point without any coordinate.
    private static void joint(Line line, JsonNode json, float[] floats, int at) {
        var point = line.object(json, "point");
        boolean seen = point.has("x") || point.has("y") || point.has("z");
        floats[at] = seen ? metres(line, point, "x") : Float.NaN;
        floats[at + 1] = seen ? metres(line, point, "y") : Float.NaN;
        floats[at + 2] = seen ? metres(line, point, "z") : Float.NaN;
        floats[at + 3] = seen ? (float) line.number(json, "score") : Float.NaN;
    }

    private static float metres(Line line, JsonNode point, String axis) {
        return (float) (line.number(point, axis) * INCH);
    }

    private static Map<Joint, String> joints() {
        var names = new EnumMap<Joint, String>(Joint.class);
        names.put(Joint.JOINT_HEAD, "head");
        names.put(Joint.JOINT_NECK, "neck");
        names.put(Joint.JOINT_LEFT_SHOULDER, "l_shoulder");
        names.put(Joint.JOINT_RIGHT_SHOULDER, "r_shoulder");
        names.put(Joint.JOINT_LEFT_ELBOW, "l_elbow");
        names.put(Joint.JOINT_RIGHT_ELBOW, "r_elbow");
        names.put(Joint.JOINT_LEFT_WRIST, "l_wrist");
        names.put(Joint.JOINT_RIGHT_WRIST, "r_wrist");
        return names;
    }

    @Override
    public void close() {
        lines.close();
    }
}
