package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Stock.Piece;
import dev.aisle.ops.synthetic.Stock.Place;
import dev.aisle.ops.synthetic.Visitor.Payment;
import dev.aisle.protocols.kernel.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One visit while it is planned.
final class Outing {

    private static final int TRIES = 40;
    private static final int PAY_TRIES = 60;

    /// Metres that others keep from somebody who acts: alone, or in company.
    private static final double ALONE = 1.7;

    private static final double ELBOW_ROOM = 0.35;

    /// Metres around where one pays that nobody else is in, and from when to when, ticks.
    private static final double AT_TILL = 1.2;

    private static final int BEFORE_TAP = 6;
    private static final int AFTER_TAP = 1;

    /// Ticks that somebody waits where they are.
    private static final int PATIENCE = 6;

    /// Ticks for the way to the till and out.
    private static final int WAY_OUT = 110;

    /// Whoever comes in is seen within so many seconds.
    private static final double SEEN_BY = 0.4;

    /// Everybody is out so long before the end, ticks.
    private static final int OUT_BEFORE = 25;

    private static final double INWARDS = StrictMath.PI / 2;

    private record Booking(Spot spot, double radius, int from, int until) {}

    private final SyntheticPlan plan;
    private final Ways ways;
    private final Bookings bookings;
    private final Stock stock;
    private final SplittableRandom random;
    private final Wish wish;
    private final Optional<Visitor> friend;
    private final Reaches reaches;
    private final boolean isLeftHanded;
    private final List<Act> acts = new ArrayList<>();
    private final List<Piece> holds = new ArrayList<>();
    private final List<Booking> own = new ArrayList<>();
    private Optional<Payment> payment = Optional.empty();
    private Optional<String> card = Optional.empty();
    private Optional<TrackId> leader = Optional.empty();
    private Walker walker;

    Outing(
            SyntheticPlan plan,
            Ways ways,
            Bookings bookings,
            Stock stock,
            SplittableRandom random,
            Wish wish,
            Optional<Visitor> friend) {
        this.plan = plan;
        this.ways = ways;
        this.bookings = bookings;
        this.stock = stock;
        this.random = random;
        this.wish = wish;
        this.friend = friend;
        this.isLeftHanded = random.nextInt(9) == 0;
        this.reaches = new Reaches(random);
        this.walker = new Walker(0, 1, Premises.DOOR, INWARDS);
    }

    /// False where no way was found that keeps out of everybody's.
    boolean goes(double arrives) {
        int from = (int) StrictMath.round(arrives * Walk.TICKS);
        double speed = 0.95 + 0.35 * random.nextDouble();
        walker = new Walker(from, speed, Premises.DOOR, INWARDS);
        showCard(arrives);
        int end = (int) (plan.seconds() * Walk.TICKS) - OUT_BEFORE - lost();
        for (var errand : wish.errands()) {
            int idle = (int) (pause() * Walk.TICKS);
            if (walker.now() + idle + WAY_OUT < end) {
                run(errand, idle);
            }
        }
        if (acts.isEmpty()) {
            stroll();
        }
        boolean pays = wish.pays() && card.isEmpty() && !holds.isEmpty();
        return (!pays || pay()) && leave() && walker.now() <= end;
    }

    /// Whoever follows shows the card of whom they follow, who must be there for that.
    private void showCard(double arrives) {
        if (wish.shows() != Wish.Shows.CARD) {
            return;
        }
        if (wish.company() == Wish.Company.LEADS) {
            card = Optional.of(token());
            return;
        }
        var first = friend.filter(with -> with.card().isPresent());
        if (first.filter(with -> with.at(arrives + SEEN_BY).isPresent()).isPresent()) {
            card = first.flatMap(Visitor::card);
            leader = first.map(Visitor::track);
        }
    }

    private String token() {
        return "tok-" + Long.toHexString(random.nextLong() >>> 16);
    }

    /// In to some shelf, and a look at it.
    private void stroll() {
        int before = walker.now();
        for (int i = 0; i < TRIES; i++) {
            walker.takeBackTo(before);
            walker.wait(i);
            var gondola = place().gondola();
            walker.walk(ways.between(walker.spot(), gondola.before(1)));
            walker.stand(Walk.TICKS, gondola.facing());
            if (bookings.allow(walker, before)) {
                return;
            }
        }
    }

    private int lost() {
        return wish.byDoor() ? 0 : 15 * Walk.TICKS;
    }

    private double pause() {
        double mean = plan.crowd().pause().toMillis() / 1e3;
        return mean * (0.5 + random.nextDouble());
    }

    private void run(Wish.Errand errand, int idle) {
        if (!errand.isTake() && holds.isEmpty()) {
            return;
        }
        int before = walker.now();
        for (int i = 0; i < TRIES; i++) {
            walker.takeBackTo(before);
            walker.wait(idle);
            waitAside((int) (i * 3 * random.nextDouble()));
            if (errand.isTake() ? take(errand.pieces(), before) : putBack(before)) {
                return;
            }
        }
        walker.takeBackTo(before);
    }

    /// Whoever has to wait steps back first.
    private void waitAside(int ticks) {
        var asides = ways.asides(walker.spot(), 12);
        if (ticks > PATIENCE && !asides.isEmpty()) {
            walker.walk(ways.between(walker.spot(), asides.get(random.nextInt(asides.size()))));
        }
        walker.wait(ticks);
    }

    private boolean take(int pieces, int before) {
        var place = place();
        if (!stock.has(place, pieces)) {
            return false;
        }
        int plate = place.facing().plates().get(random.nextInt(place.facing().plates().size()));
        double when = approach(place, plate);
        var astray = stock.astrayAt(place, when);
        boolean takesAstray = pieces == 1 && astray.isPresent();
        int from = takesAstray ? astray.get().plate() : plate;
        var taken = new ArrayList<Piece>();
        for (int i = 0; i < pieces && !takesAstray; i++) {
            taken.add(stock.take(place, random));
        }
        astray.filter(_ -> takesAstray).ifPresent(found -> taken.add(found.piece()));
        var act =
                takesAstray
                        ? reaches.takeAstray(place, from, taken.getFirst(), when, isLeftHanded)
                        : reaches.take(place, from, taken, when, isLeftHanded);
        if (!stays(act, place, before)) {
            stock.giveBack(place, takesAstray ? 0 : pieces);
            return false;
        }
        astray.filter(_ -> takesAstray).ifPresent(stock::takeAstray);
        holds.addAll(taken);
        return true;
    }

    /// Home as a rule, one in four where it does not live.
    private boolean putBack(int before) {
        var piece = holds.get(random.nextInt(holds.size()));
        boolean astray = random.nextInt(4) == 0;
        var place = astray ? place() : piece.home();
        if (place.product().equals(piece.product()) && astray) {
            return false;
        }
        var plates = place.facing().plates();
        int plate = plates.get(random.nextInt(plates.size()));
        double when = approach(place, plate);
        var act = reaches.putBack(place, plate, piece, when, isLeftHanded);
        if (!stays(act, place, before)) {
            return false;
        }
        holds.remove(piece);
        if (astray) {
            stock.putAstray(piece, place, plate, when);
        }
        return true;
    }

    /// Where to go next: on where they are, where the friend goes, where others are, or anywhere.
    private Place place() {
        var here = walker.spot();
        double soon = (double) walker.now() / Walk.TICKS + 4;
        boolean stays = random.nextInt(10) < 3;
        Optional<Spot> wanted =
                switch (wish.company()) {
                    case ALONE, LEADS -> stays ? Optional.of(here) : Optional.empty();
                    case FOLLOWS -> friend.flatMap(with -> with.at(soon));
                    case CROWDS -> stays ? Optional.of(here) : bookings.somebodyAt(soon, random);
                };
        var places = stock.places();
        var any = places.get(random.nextInt(places.size()));
        for (int i = 0; i < 20 && wanted.isPresent(); i++) {
            any = places.get(random.nextInt(places.size()));
            if (any.gondola().before(any.facing().plates().getFirst()).to(wanted.get()) < 0.8) {
                return any;
            }
        }
        return any;
    }

    /// Walks there and looks.
    ///
    /// @return when the hand may get at it, seconds
    private double approach(Place place, int plate) {
        var gondola = place.gondola();
        walker.walk(ways.between(walker.spot(), gondola.before(plate)));
        walker.stand(2, gondola.facing());
        return (double) walker.now() / Walk.TICKS + 0.9 + 0.6 * random.nextDouble();
    }

    /// Stays for the act, unless that would be in somebody's way.
    private boolean stays(Act act, Place place, int before) {
        int until = (int) StrictMath.ceil((act.last() + 0.5) * Walk.TICKS);
        walker.stand(until - walker.now(), place.gondola().facing());
        boolean alone = wish.company() == Wish.Company.ALONE;
        int around = Solitude.AROUND + 1;
        var booking =
                new Booking(
                        walker.spot(),
                        alone ? ALONE : ELBOW_ROOM,
                        (int) (act.at() * Walk.TICKS) - around,
                        (int) (act.last() * Walk.TICKS) + 1 + around);
        if (!fits(booking, before)) {
            return false;
        }
        acts.add(act);
        own.add(booking);
        return true;
    }

    private boolean fits(Booking booking, int before) {
        return bookings.allow(walker, before)
                && bookings.isFree(
                        booking.spot(), booking.radius(), booking.from(), booking.until());
    }

    private boolean pay() {
        int before = walker.now();
        for (int i = 0; i < PAY_TRIES; i++) {
            walker.takeBackTo(before);
            waitAside((int) (4 * i * random.nextDouble()));
            walker.walk(ways.between(walker.spot(), Premises.AT_TERMINAL));
            walker.stand(5 + random.nextInt(4), Premises.TO_TERMINAL);
            int tap = walker.now();
            walker.stand(2, Premises.TO_TERMINAL);
            var booking =
                    new Booking(Premises.AT_TERMINAL, AT_TILL, tap - BEFORE_TAP, tap + AFTER_TAP);
            if (fits(booking, before)) {
                own.add(booking);
                payment = Optional.of(new Payment(token(), (double) tap / Walk.TICKS));
                return true;
            }
        }
        return false;
    }

    private boolean leave() {
        int before = walker.now();
        for (int i = 0; i < TRIES; i++) {
            walker.takeBackTo(before);
            walker.wait(2 * i);
            walker.walk(ways.between(walker.spot(), Premises.DOOR));
            if (bookings.allow(walker, before)) {
                return true;
            }
        }
        return false;
    }

    Stock stock() {
        return stock;
    }

    void book() {
        own.forEach(each -> bookings.take(each.spot(), each.radius(), each.from(), each.until()));
    }

    Visitor visitor(TrackId track, double tall) {
        return new Visitor(
                track,
                tall,
                walker.drawn(),
                acts,
                payment,
                wish.byDoor(),
                card,
                leader,
                wish.shows() == Wish.Shows.BADGE);
    }
}
