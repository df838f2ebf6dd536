package dev.aisle.runtime.wire;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.node.v1.GapNotice;
import dev.aisle.protocols.node.v1.SeenNotice;
import dev.aisle.protocols.node.v1.SightingNotice;
import dev.aisle.protocols.node.v1.SightingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sightings as protobuf: the most frequent message between nodes.
final class SightingBytes {

    private SightingBytes() {}

    static SightingReport of(Report report, Report.Sightings content) {
        var bytes =
                SightingReport.newBuilder()
                        .setDevice(report.device().value())
                        .setFromUs(report.from().micros())
                        .setToUs(report.to().micros())
                        .setWordUs(report.word().at().micros())
                        .setLast(report.word().last());
        for (var gap : report.gaps()) {
            bytes.addGaps(
                    GapNotice.newBuilder()
                            .setFromUs(gap.from().micros())
                            .setToUs(gap.to().micros())
                            .setReason(gap.reason()));
        }
        for (var sighting : content.sightings()) {
            var notice = SightingNotice.newBuilder().setAtUs(sighting.at().micros());
            for (var seen : sighting.people()) {
                notice.addPeople(of(sighting.at(), seen));
            }
            bytes.addSightings(notice);
        }
        return bytes.build();
    }

    private static SeenNotice.Builder of(EventTime at, Seen seen) {
        var notice = SeenNotice.newBuilder().setTrack(seen.track().value());
        for (var pose : seen.poses()) {
            notice.addBeforeUs((int) (at.micros() - pose.at().micros()));
            add(notice, pose.head());
            add(notice, pose.left());
            add(notice, pose.right());
        }
        for (var held : seen.inHand()) {
            notice.addProducts(held.product().value());
            notice.addProbabilities(held.probability());
        }
        return notice;
    }

    private static void add(SeenNotice.Builder notice, Optional<Position> joint) {
        notice.addJoints(joint.map(Position::x).orElse(Float.NaN));
        notice.addJoints(joint.map(Position::y).orElse(Float.NaN));
        notice.addJoints(joint.map(Position::z).orElse(Float.NaN));
    }

    static Report read(SightingReport bytes) {
        var gaps = new ArrayList<Gap>();
        for (var gap : bytes.getGapsList()) {
            gaps.add(
                    new Gap(
                            new EventTime(gap.getFromUs()),
                            new EventTime(gap.getToUs()),
                            gap.getReason()));
        }
        var sightings = new ArrayList<Sighting>();
        for (var notice : bytes.getSightingsList()) {
            var at = new EventTime(notice.getAtUs());
            var people = new ArrayList<Seen>();
            for (var seen : notice.getPeopleList()) {
                people.add(new Seen(new TrackId(seen.getTrack()), poses(at, seen), inHand(seen)));
            }
            sightings.add(new Sighting(at, people));
        }
        return new Report(
                new DeviceId(bytes.getDevice()),
                new EventTime(bytes.getFromUs()),
                new EventTime(bytes.getToUs()),
                new Report.Word(new EventTime(bytes.getWordUs()), bytes.getLast()),
                gaps,
                new Report.Sightings(sightings));
    }

    private static List<Pose> poses(EventTime at, SeenNotice seen) {
        var poses = new ArrayList<Pose>();
        for (int i = 0; i < seen.getBeforeUsCount(); i++) {
            poses.add(
                    new Pose(
                            at.plusMicros(-seen.getBeforeUs(i)),
                            joint(seen, 9 * i),
                            joint(seen, 9 * i + 3),
                            joint(seen, 9 * i + 6)));
        }
        return poses;
    }

    private static Optional<Position> joint(SeenNotice seen, int first) {
        float x = seen.getJoints(first);
        return Float.isNaN(x)
                ? Optional.empty()
                : Optional.of(
                        new Position(x, seen.getJoints(first + 1), seen.getJoints(first + 2)));
    }

    private static List<InHand> inHand(SeenNotice seen) {
        var held = new ArrayList<InHand>();
        for (int i = 0; i < seen.getProductsCount(); i++) {
            held.add(new InHand(new ProductCode(seen.getProducts(i)), seen.getProbabilities(i)));
        }
        return held;
    }
}
