package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.synthetic.SyntheticTruth.Deed;
import dev.aisle.protocols.device.v1.Joint;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticPhysicsTest {

    /// Metres a second.
    private static final double FASTEST = 1.4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRowWeighsLessByWhatIsGoneAndMoreByWhatIsBack(long seed) {
        var made = Made.of(SyntheticPlan.small(seed));
        var grams = new HashMap<String, Double>();
        made.store()
                .blueprint(Made.STORE)
                .products()
                .forEach(product -> grams.put(product.code().value(), product.grams()));
        var deeds = new HashMap<DeviceId, Double>();
        for (var visit : made.truth().visits()) {
            for (var deed : visit.deeds()) {
                double weighs = deed.pieces() * grams.getOrDefault(deed.product().value(), 0.0);
                deeds.merge(deed.row(), deed.isTaken() ? -weighs : weighs, Double::sum);
            }
        }
        made.byDevice()
                .forEach((device, said) -> {
                    var batches = weights(said);
                    if (!batches.isEmpty()) {
                        double change =
                                rest(batches.subList(batches.size() - 10, batches.size()))
                                        - rest(batches.subList(0, 10));
                        // 2 % of what was moved, for pieces differ and plates bend one another.
                        double moved = moved(made, device, grams);
                        assertThat(change)
                                .as("seed %d, %s", seed, device)
                                .isBetween(
                                        deeds.getOrDefault(device, 0.0) - 12 - 0.04 * moved,
                                        deeds.getOrDefault(device, 0.0) + 12 + 0.04 * moved);
                    }
                });
    }

    private static double moved(Made made, DeviceId row, Map<String, Double> grams) {
        return made.truth().visits().stream()
                .flatMap(visit -> visit.deeds().stream())
                .filter(deed -> deed.row().equals(row))
                .mapToDouble(
                        deed -> deed.pieces() * grams.getOrDefault(deed.product().value(), 0.0))
                .sum();
    }

    private static List<Feed.Weights> weights(List<Feed> said) {
        return said.stream()
                .filter(Feed.Weights.class::isInstance)
                .map(Feed.Weights.class::cast)
                .toList();
    }

    /// The sum of the plates' medians.
    private static double rest(List<Feed.Weights> batches) {
        int plates = batches.getFirst().batch().getGramsCount() / RowScale.SAMPLES;
        double sum = 0;
        for (int plate = 0; plate < plates; plate++) {
            var readings = new ArrayList<Double>();
            for (var batch : batches) {
                for (int i = plate; i < batch.batch().getGramsCount(); i += plates) {
                    if (!Float.isNaN(batch.batch().getGrams(i))) {
                        readings.add((double) batch.batch().getGrams(i));
                    }
                }
            }
            readings.sort(Comparator.naturalOrder());
            sum += readings.get(readings.size() / 2);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aHandIsAtThePlateWhenItsWeightChanges(long seed) {
        var made = Made.of(SyntheticPlan.small(seed));
        var boxes = new HashMap<String, Box>();
        for (var row : made.store().blueprint(Made.STORE).rows()) {
            row.plates()
                    .forEach(plate -> boxes.put(row.device() + "/" + plate.number(), plate.box()));
        }
        for (var visit : made.truth().visits()) {
            for (var deed : visit.deeds()) {
                var box = Objects.requireNonNull(boxes.get(deed.row() + "/" + deed.plate()));
                assertThat(nearest(made, visit.track().value(), deed, box))
                        .as("seed %d, %s", seed, deed)
                        .isLessThan(0.08);
            }
        }
    }

    private static double nearest(Made made, String track, Deed deed, Box box) {
        return made.said(Feed.Pose.class).stream()
                .filter(pose -> Math.abs(pose.at().micros() - deed.at().micros()) < 200_000)
                .flatMap(pose -> pose.frame().getPeopleList().stream())
                .filter(person -> person.getTrack().equals(track))
                .flatMap(person ->
                        Stream.of(Joint.JOINT_LEFT_WRIST, Joint.JOINT_RIGHT_WRIST)
                                .map(joint -> 4 * joint.getNumber())
                                .map(first ->
                                        new Position(
                                                person.getJoints(first),
                                                person.getJoints(first + 1),
                                                person.getJoints(first + 2))))
                .filter(wrist -> !Float.isNaN(wrist.x()))
                .mapToDouble(box::distanceTo)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nobodyWalksFasterThanPeopleDoOrThroughFurniture(long seed) {
        var store = SyntheticStore.of(SyntheticPlan.faim(seed));
        double fastest = 0;
        long inside = 0;
        for (var visitor : store.visitors()) {
            var walk = visitor.walk();
            for (int tick = walk.from() + 1; tick <= walk.until(); tick++) {
                var spot = new Spot(walk.x(tick), walk.y(tick));
                double speed = spot.to(walk.x(tick - 1), walk.y(tick - 1)) * Walk.TICKS;
                fastest = Math.max(fastest, speed);
                inside +=
                        store.premises().gondolas().stream()
                                .filter(gondola -> gondola.footprint().widened(0.2).holds(spot))
                                .count();
            }
        }
        assertThat(fastest).as("seed %d", seed).isBetween(1.0, FASTEST);
        assertThat(inside).as("seed %d", seed).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void armsAreNoLongerThanArms(long seed) {
        var store = SyntheticStore.of(SyntheticPlan.faim(seed));
        var body = new Body();
        var noise = new Noise(1);
        double[] off = {0, 0, 0};
        for (var visitor : store.visitors()) {
            for (var act : visitor.acts()) {
                body.take(visitor, act.at());
                var person = body.seen("any", off, 0, noise);
                double[] reach = {arm(person.getJointsList(), 0), arm(person.getJointsList(), 1)};
                Arrays.sort(reach);
                assertThat(reach[1]).as("seed %d, %s", seed, act).isLessThan(0.95);
            }
        }
    }

    private static double arm(List<Float> joints, int side) {
        int shoulder = 4 * (Joint.JOINT_LEFT_SHOULDER_VALUE + side);
        int wrist = 4 * (Joint.JOINT_LEFT_WRIST_VALUE + side);
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double apart = joints.get(shoulder + axis) - joints.get(wrist + axis);
            sum += Double.isNaN(apart) ? 0 : apart * apart;
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPlateAtRestDeviatesAsThoseOfTheRecordedStoreDo(long seed) {
        var made = Made.of(SyntheticPlan.small(seed));
        var medians = new ArrayList<Double>();
        made.byDevice()
                .forEach((_, said) -> {
                    var batches = weights(said);
                    for (int plate = 0; plate < 6 && !batches.isEmpty(); plate++) {
                        medians.add(deviation(batches, plate));
                    }
                });
        medians.sort(Comparator.naturalOrder());
        // The quiet gondolas of the recording: 0.53 g, 0.73 to 0.89 g, 1.8 g.
        assertThat(medians.get(medians.size() / 2)).isBetween(0.5, 1.4);
        assertThat(medians.getLast()).isLessThan(4);
    }

    /// The median over fifths of a second.
    private static double deviation(List<Feed.Weights> batches, int plate) {
        var deviations = new ArrayList<Double>();
        for (var each : batches) {
            double sum = 0;
            double squares = 0;
            for (int sample = 0; sample < 12; sample++) {
                double grams = each.batch().getGrams(sample * 6 + plate);
                sum += grams;
                squares += grams * grams;
            }
            double variance = squares / 12 - sum * sum / 144;
            if (!Double.isNaN(variance)) {
                deviations.add(Math.sqrt(Math.max(0, variance)));
            }
        }
        deviations.sort(Comparator.naturalOrder());
        return deviations.get(deviations.size() / 2);
    }

    /// So that the catalogue is one of things that can be told apart by their weight, and not.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neighboursOnARowAreOftenOfNearlyTheSameWeight(long seed) {
        var blueprint = SyntheticStore.of(SyntheticPlan.faim(seed)).blueprint(Made.STORE);
        var grams = new HashMap<String, Double>();
        blueprint.products().forEach(each -> grams.put(each.code().value(), each.grams()));
        var apart = new ArrayList<Double>();
        for (int i = 1; i < blueprint.facings().size(); i++) {
            double one = grams.getOrDefault(blueprint.facings().get(i - 1).product().value(), 0.0);
            double other = grams.getOrDefault(blueprint.facings().get(i).product().value(), 0.0);
            apart.add(Math.abs(one - other));
        }
        assertThat(apart.stream().filter(each -> each < 10).count()).isGreaterThan(20);
    }
}
