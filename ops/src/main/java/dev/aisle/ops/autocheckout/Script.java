package dev.aisle.ops.autocheckout;

import dev.aisle.ops.autocheckout.Premises.Item;
import dev.aisle.protocols.kernel.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Who does what when, in seconds from a session's first frame.
record Script(List<Shopper> shoppers, List<Act> acts) {

    /// Whoever reaches in does so this long.
    static final double REACH = 0.6;

    private static final double FIRST_ACT = 4.5;
    private static final double WALK = 1.8;

    /// @param from when first seen
    /// @param until when last seen
    record Shopper(TrackId track, double from, double until) {}

    /// @param share what part of the piece the plate bears; the rest is on `beside`
    /// @param beside the neighbouring plate of the same product, or the plate itself
    record Act(
            double at,
            int shopper,
            boolean taken,
            Item item,
            int plate,
            int beside,
            double share) {}

    /// Acts follow one another evenly, each shopper in turn; the last but one puts the very first
    /// piece back.
    static Script of(SessionPlan plan, Random random) {
        var acts = new ArrayList<Act>();
        double step = (plan.seconds() - FIRST_ACT - 3) / Math.max(1, plan.deeds());
        int putBack = plan.picks() >= 3 ? plan.deeds() - 2 : -1;
        for (int i = 0; i < plan.deeds(); i++) {
            double at = FIRST_ACT + step * (i + 0.2 * random.nextDouble());
            acts.add(
                    i == putBack
                            ? back(acts.getFirst(), at)
                            : taken(at, i % plan.shoppers(), random));
        }
        return new Script(shoppers(plan, acts, random), List.copyOf(acts));
    }

    private static Act taken(double at, int shopper, Random random) {
        var item = Premises.ITEMS.get(random.nextInt(Premises.ITEMS.size()));
        int place = random.nextInt(item.plates().size());
        int plate = item.plates().get(place);
        boolean astride = item.plates().size() > 1 && random.nextInt(3) == 0;
        int beside = astride ? item.plates().get(place == 0 ? 1 : place - 1) : plate;
        return new Act(at, shopper, true, item, plate, beside, astride ? 0.75 : 1);
    }

    private static Act back(Act first, double at) {
        return new Act(
                at,
                first.shopper(),
                false,
                first.item(),
                first.plate(),
                first.beside(),
                first.share());
    }

    private static List<Shopper> shoppers(SessionPlan plan, List<Act> acts, Random random) {
        var shoppers = new ArrayList<Shopper>();
        for (int i = 0; i < plan.shoppers(); i++) {
            int shopper = i;
            double last =
                    acts.stream()
                            .filter(act -> act.shopper() == shopper)
                            .mapToDouble(Act::at)
                            .max()
                            .orElse(plan.seconds() / 2);
            double until = Math.min(plan.seconds() - 1, last + 0.6 + WALK);
            // Beyond 2^53, as real ones are.
            long id = (3L << 60) + (random.nextLong() >>> 8);
            shoppers.add(new Shopper(new TrackId(Long.toString(id)), 0.4 + 0.3 * i, until));
        }
        return List.copyOf(shoppers);
    }

    /// Where a shopper's feet are: in from the right, before the plate when reaching, a step back
    /// in between, out to the right again.
    double[] feet(int shopper, double now) {
        var who = shoppers.get(shopper);
        double restY = -1.0 - 0.25 * shopper;
        double x = 0.3 + 0.15 * shopper;
        double y = restY;
        for (var act : acts) {
            if (act.shopper() != shopper) {
                continue;
            }
            double spot = act.item().spot(act.plate())[0];
            double near = smooth((REACH + 0.5 - Math.abs(now - act.at())) / 0.5);
            if (now >= act.at() - REACH - 1) {
                x += (spot - x) * smooth((now - (act.at() - REACH - 1)) / 0.8);
            }
            y += (-0.42 - y) * near;
        }
        double in = 1 - smooth((now - who.from()) / WALK);
        double out = smooth((now - (who.until() - WALK)) / WALK);
        return new double[] {x + 2.6 * Math.max(in, out), y};
    }

    /// How far the right hand is on its way to the plate, 0 to 1, and to which act.
    double reach(Act act, double now) {
        return smooth((REACH - Math.abs(now - act.at())) / (REACH - 0.2));
    }

    /// From 0 to 1 without a jerk.
    static double smooth(double share) {
        double s = Math.clamp(share, 0, 1);
        return s * s * (3 - 2 * s);
    }
}
