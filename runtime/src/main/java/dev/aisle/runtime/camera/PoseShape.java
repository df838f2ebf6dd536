package dev.aisle.runtime.camera;

import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.runtime.kernel.Refusal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;

/// What a pose frame must look like.
final class PoseShape {

    private static final int JOINTS = 8;
    private static final int FLOATS = 4;
    private static final int PEOPLE = 200;

    private PoseShape() {}

    static Optional<Refusal> refusal(Record record) {
        var people = record.getPose().getPeopleList();
        if (people.size() > PEOPLE) {
            return refused(
                    RefusalCode.REFUSAL_CODE_INVALID,
                    record,
                    String.format(
                            Locale.ROOT, "shows %d people, more than %d", people.size(), PEOPLE));
        }
        var tracks = new HashSet<String>();
        for (var person : people) {
            if (!tracks.add(person.getTrack())) {
                return refused(
                        RefusalCode.REFUSAL_CODE_INVALID,
                        record,
                        String.format(Locale.ROOT, "names track '%s' twice", person.getTrack()));
            }
            var refusal = refusal(record, person);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(Record record, Person person) {
        int floats = person.getJointsCount();
        if (floats % FLOATS != 0 || floats > JOINTS * FLOATS) {
            return refused(
                    RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                    record,
                    String.format(
                            Locale.ROOT,
                            "has %d floats of joints for track '%s': send four a joint, at most %d joints",
                            floats,
                            person.getTrack(),
                            JOINTS));
        }
        for (int i = 0; i < floats; i += FLOATS) {
            if (!whole(person, i)) {
                return refused(
                        RefusalCode.REFUSAL_CODE_INVALID,
                        record,
                        String.format(
                                Locale.ROOT,
                                "has a joint of track '%s' that is partly NaN or infinite: send four NaN",
                                person.getTrack()));
            }
        }
        try {
            var _ = new TrackId(person.getTrack());
            for (var held : person.getEvidenceList()) {
                var _ = new ProductCode(held.getProduct());
                if (!(held.getProbability() >= 0 && held.getProbability() <= 1)) {
                    return refused(
                            RefusalCode.REFUSAL_CODE_INVALID,
                            record,
                            String.format(
                                    Locale.ROOT,
                                    "gives product '%s' a probability of %s: send 0 to 1",
                                    held.getProduct(),
                                    held.getProbability()));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return refused(
                    RefusalCode.REFUSAL_CODE_INVALID, record, "is wrong: " + wrong.getMessage());
        }
    }

    private static boolean whole(Person person, int first) {
        boolean missing = Float.isNaN(person.getJoints(first));
        for (int i = first; i < first + 3; i++) {
            float value = person.getJoints(i);
            if (missing ? !Float.isNaN(value) : !Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Refusal> refused(RefusalCode code, Record record, String what) {
        return Optional.of(
                new Refusal(
                        code,
                        String.format(Locale.ROOT, "pose record %d %s", record.getSeq(), what)));
    }
}
