package dev.aisle.ops.synthetic;

import dev.aisle.protocols.kernel.TrackId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Decides beforehand who walks where and does what when.
///
/// People are planned one after the other, each in time: whoever wants to be alone at a shelf goes
/// there when nobody who is planned already comes near, and whoever is planned later keeps away for
/// as long. What can't be fitted in is not done. A plan that comes out too thin is made again, in
/// another order of chance.
final class Choreography {

    private static final int ATTEMPTS = 12;
    private static final int VISIT_ATTEMPTS = 10;

    /// Shares of what was wished that a plan should hold.
    private static final double ENOUGH_TAKES = 0.82;

    private static final double ENOUGH_OTHERS = 0.8;

    private final SyntheticPlan plan;
    private final Ways ways;
    private final SplittableRandom random;
    private final Bookings bookings = new Bookings();
    private final List<Visitor> visitors = new ArrayList<>();
    private Stock stock;

    private Choreography(
            SyntheticPlan plan, Premises premises, Stock stock, SplittableRandom random) {
        this.plan = plan;
        this.ways = new Ways(premises);
        this.stock = stock;
        this.random = random;
    }

    /// In order of arrival.
    static List<Visitor> of(
            SyntheticPlan plan, Premises premises, Assortment goods, SplittableRandom random) {
        List<Visitor> best = List.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var chance = random.split();
            var wishes = Wish.of(plan, chance);
            var stock = Stock.of(premises, goods, chance);
            var made = new Choreography(plan, premises, stock, chance).plan(wishes);
            if (isEnough(made, wishes)) {
                return made;
            }
            best = takes(made) > takes(best) ? made : best;
        }
        return best;
    }

    private List<Visitor> plan(List<Wish> wishes) {
        Optional<Visitor> friend = Optional.empty();
        for (var wish : wishes) {
            Optional<Outing> outing = Optional.empty();
            for (int i = 0; i < VISIT_ATTEMPTS && outing.isEmpty(); i++) {
                double arrives = from(wish, friend) + i * 0.6 * random.nextDouble();
                var tried = new Outing(plan, ways, bookings, stock.copy(), random, wish, friend);
                outing = tried.goes(arrives) ? Optional.of(tried) : Optional.empty();
            }
            outing.ifPresent(this::settle);
            if (wish.company() == Wish.Company.LEADS) {
                friend = outing.map(_ -> visitors.getLast());
            }
        }
        visitors.sort(Comparator.comparingInt(visitor -> visitor.walk().from()));
        return List.copyOf(visitors);
    }

    /// Whoever follows comes in behind their friend.
    private static double from(Wish wish, Optional<Visitor> friend) {
        double behind =
                wish.company() == Wish.Company.FOLLOWS
                        ? friend.map(with -> with.walk().begin() + Wish.BEHIND).orElse(0.0)
                        : 0;
        return Math.max(wish.arrives(), behind);
    }

    private void settle(Outing outing) {
        stock = outing.stock();
        visitors.add(outing.visitor(track(), 0.92 + 0.14 * random.nextDouble()));
        bookings.add(visitors.getLast().walk());
        outing.book();
    }

    /// Beyond 2^53, as real ones are.
    private TrackId track() {
        return new TrackId(Long.toString((3L << 60) + (random.nextLong() >>> 8)));
    }

    private static boolean isEnough(List<Visitor> made, List<Wish> wishes) {
        int takes = 0;
        int returns = 0;
        int grabs = 0;
        int alone = 0;
        for (var wish : wishes) {
            alone += wish.company() == Wish.Company.ALONE ? 1 : 0;
            for (var errand : wish.errands()) {
                takes += errand.isTake() ? 1 : 0;
                returns += errand.isTake() ? 0 : 1;
                grabs += errand.pieces() > 1 ? 1 : 0;
            }
        }
        return made.size() == wishes.size()
                && takes(made) >= ENOUGH_TAKES * takes
                && returns(made) >= ENOUGH_OTHERS * returns
                && grabs(made) >= ENOUGH_OTHERS * grabs
                && Solitude.countIn(made) >= ENOUGH_OTHERS * alone;
    }

    private static long takes(List<Visitor> made) {
        return acts(made).stream().filter(Act::isTaken).count();
    }

    private static long returns(List<Visitor> made) {
        return acts(made).stream().filter(act -> !act.isTaken()).count();
    }

    private static long grabs(List<Visitor> made) {
        return acts(made).stream().filter(act -> act.isTaken() && act.pieces() > 1).count();
    }

    private static List<Act> acts(List<Visitor> made) {
        return made.stream().flatMap(visitor -> visitor.acts().stream()).toList();
    }
}
