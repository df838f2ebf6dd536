package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Premises.Gondola;
import dev.aisle.ops.synthetic.RowScale.Shaking;
import dev.aisle.protocols.kernel.DeviceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What disturbs the scales: gondolas that somebody bumps into or leans against, and one with a
/// motor.
final class Upsets {

    /// Somebody who stands at a gondola shakes it each so many seconds.
    private static final double BETWEEN = 30;

    /// Grams that a plate deviates by at rest, at the median; in the gondola with a motor.
    private static final double HUM = 0.8;

    private static final double MOTOR = 3;

    private final Map<DeviceId, List<Shaking>> shakings = new HashMap<>();
    private final String motor;

    private Upsets(String motor) {
        this.motor = motor;
    }

    static Upsets of(Premises premises, List<Visitor> visitors, SplittableRandom random) {
        int count = premises.gondolas().size();
        var upsets = new Upsets(count < 3 ? "" : String.valueOf(1 + random.nextInt(count)));
        for (var visitor : visitors) {
            for (var act : visitor.acts()) {
                double stands = act.isBack() - act.setsOut() + 1;
                if (random.nextDouble() < stands / BETWEEN) {
                    double from = act.setsOut() + stands * random.nextDouble();
                    premises.gondolas().stream()
                            .filter(gondola -> holds(gondola, act))
                            .forEach(gondola -> upsets.shake(gondola, from, random));
                }
            }
        }
        upsets.shakings
                .values()
                .forEach(each -> each.sort(Comparator.comparingDouble(Shaking::from)));
        return upsets;
    }

    private static boolean holds(Gondola gondola, Act act) {
        return act.row().value().startsWith("shelf-" + gondola.number() + "-");
    }

    /// 1.5 to 3 s, by 5 to 45 g on the worst row and less on the others.
    private void shake(Gondola gondola, double from, SplittableRandom random) {
        double until = from + 1.5 + 1.5 * random.nextDouble();
        double grams = 5 * StrictMath.exp(2.2 * random.nextDouble());
        for (int level = 1; level <= gondola.rows(); level++) {
            double share = 0.2 + 0.8 * random.nextDouble();
            shakings.computeIfAbsent(gondola.device(level), _ -> new ArrayList<>())
                    .add(new Shaking(from, until, share * grams));
        }
    }

    List<Shaking> of(DeviceId row) {
        return shakings.getOrDefault(row, List.of());
    }

    double hum(String gondola) {
        return gondola.equals(motor) ? MOTOR : HUM;
    }
}
