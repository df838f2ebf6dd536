package dev.aisle.ops.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What one shopper wants.
///
/// @param arrives seconds from the beginning
/// @param errands in order
/// @param company with whom
/// @param pays at the terminal, if they hold anything in the end
/// @param byDoor leaves by the door, and is not only lost from sight
/// @param shows what opens the door for them
record Wish(
        double arrives,
        List<Errand> errands,
        Company company,
        boolean pays,
        boolean byDoor,
        Shows shows) {

    enum Shows {
        /// The door is open to everybody.
        NOTHING,
        /// A card, which pays: their own, or that of whom they follow.
        CARD,
        /// That they are of the staff, so that nothing is charged to them, even where they tap.
        BADGE
    }

    enum Company {
        /// Nobody shall be near.
        ALONE,
        /// Whoever comes next belongs to them.
        LEADS,
        /// Goes where the one before goes.
        FOLLOWS,
        /// Goes where others are.
        CROWDS
    }

    /// @param pieces to take; 0: something is put back
    record Errand(int pieces) {
        boolean isTake() {
            return pieces > 0;
        }
    }

    /// Who is not alone.
    private static final List<Company> OTHERS =
            List.of(Company.LEADS, Company.FOLLOWS, Company.CROWDS, Company.CROWDS);

    /// One in so many does not pay for what they take, or is lost from sight.
    private static final int WALKS_OUT = 14;

    private static final int LOST = 7;

    /// Seconds from the first of a pair to the second.
    static final double BEHIND = 0.7;

    /// A track is known to be lost so long after.
    private static final double LOST_AFTER = 18;

    /// One take in so many is of two pieces, one in three times as many of three.
    private static final int GRABS = 8;

    /// Among so many shoppers, and those who go where others are, one is of the staff.
    private static final int WITH_STAFF = 4;

    Wish {
        errands = List.copyOf(errands);
    }

    static List<Wish> of(SyntheticPlan plan, SplittableRandom random) {
        var wishes = new ArrayList<Wish>();
        int shoppers = plan.crowd().shoppers();
        double step = Math.max(0, plan.lastArrival() - 1) / Math.max(1, shoppers - 1);
        double friends = 0;
        int others = random.nextInt(OTHERS.size());
        int takes = 0;
        int pairs = 0;
        boolean needsStaff = shoppers >= WITH_STAFF;
        for (int i = 0; i < shoppers; i++) {
            int alone = plan.crowd().alone();
            boolean isAlone = (i + 1) * alone / 100 > i * alone / 100;
            var company = isAlone ? Company.ALONE : OTHERS.get(others++ % OTHERS.size());
            double late = i + 0.5 * (random.nextDouble() - 0.5);
            double arrives = 1 + step * Math.clamp(late, 0.0, Math.max(0.0, shoppers - 1));
            arrives = company == Company.FOLLOWS && friends > 0 ? friends + BEHIND : arrives;
            friends = company == Company.LEADS ? arrives : friends;
            int wanted = takes(plan, i);
            pairs += company == Company.LEADS ? 1 : 0;
            var shows = shows(company, pairs, needsStaff);
            needsStaff &= shows != Shows.BADGE;
            boolean early = arrives + plan.stay() * 1.3 + LOST_AFTER < plan.seconds();
            wishes.add(
                    new Wish(
                            arrives,
                            errands(wanted, takes, i % 2 == 0, random),
                            company,
                            i % WALKS_OUT != WALKS_OUT - 2,
                            !early || i % LOST != LOST - 3,
                            shows));
            takes += wanted;
        }
        return wishes;
    }

    /// Every other pair is a group: one card pays for both.
    private static Shows shows(Company company, int pairs, boolean needsStaff) {
        return switch (company) {
            case LEADS, FOLLOWS -> pairs % 2 == 1 ? Shows.CARD : Shows.NOTHING;
            case CROWDS -> needsStaff ? Shows.BADGE : Shows.NOTHING;
            case ALONE -> Shows.NOTHING;
        };
    }

    private static int takes(SyntheticPlan plan, int number) {
        int mean = plan.crowd().takes();
        return mean < 2 ? mean : mean + (number + 1) % 3 - 1;
    }

    /// @param before takes of others before these
    private static List<Errand> errands(
            int takes, int before, boolean putsBack, SplittableRandom random) {
        var errands = new ArrayList<Errand>();
        for (int i = 0; i < takes; i++) {
            int number = before + i;
            int pieces = number % (3 * GRABS) == 3 ? 3 : number % GRABS == 3 ? 2 : 1;
            errands.add(new Errand(pieces));
        }
        if (putsBack && takes > 0) {
            errands.add(1 + random.nextInt(takes), new Errand(0));
        }
        return errands;
    }
}
