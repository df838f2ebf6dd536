package dev.aisle.ops.simulation;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.VisitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// What all parts of a simulated store share: time, chance, a network between its entities, and a
/// list of what must not have happened.
final class World {

    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;

    private static final int MOST_VIOLATIONS = 5;
    private static final double OVERTAKEN = 0.02;

    final Timeline time = new Timeline();
    final Disturbance disturbance;
    final TreeMap<String, Integer> tally = new TreeMap<>();
    private final Random random;
    private final Map<String, Long> lastOf = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    World(Disturbance disturbance) {
        this.disturbance = disturbance;
        this.random = new Random(disturbance.seed());
    }

    boolean is(Mutant mistake) {
        return disturbance.mutant() == mistake;
    }

    /// Never where nothing goes wrong.
    boolean chance(double probability) {
        return !disturbance.isNone() && random.nextDouble() < probability;
    }

    /// Below `bound`; 0 where nothing goes wrong.
    long pick(long bound) {
        return disturbance.isNone() ? 0 : random.nextLong(bound);
    }

    /// How long a message or a query takes.
    long shortly() {
        return MILLI + pick(25 * MILLI);
    }

    /// Time until the next of what happens each `mean` on average.
    long until(long mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean);
    }

    /// From one entity to another; in order, unless it overtakes.
    void send(String line, Runnable message) {
        long at = Math.max(lastOf.getOrDefault(line, 0L), time.now() + shortly());
        if (disturbance.reordering() && chance(OVERTAKEN)) {
            at += pick(2 * SECOND);
        } else {
            lastOf.put(line, at);
        }
        time.at(at, message);
        if (disturbance.duplicates()) {
            time.at(at + (disturbance.reordering() ? pick(50 * MILLI) : 0), message);
        }
    }

    /// From a device to its gateway: one stream, always in order.
    void answer(String line, Runnable message) {
        long at = Math.max(lastOf.getOrDefault(line, 0L), time.now() + shortly());
        lastOf.put(line, at);
        time.at(at, message);
        if (disturbance.duplicates()) {
            time.at(at, message);
        }
    }

    void count(String what) {
        tally.merge(what, 1, Integer::sum);
    }

    void violated(String what) {
        if (violations.size() < MOST_VIOLATIONS && !violations.contains(what)) {
            violations.add(what);
        }
    }

    boolean isLost() {
        return violations.size() >= MOST_VIOLATIONS;
    }

    List<String> violations() {
        return violations;
    }

    static String line(DeviceId device) {
        return "device " + device;
    }

    static String line(VisitId visit) {
        return "visit " + visit;
    }
}
