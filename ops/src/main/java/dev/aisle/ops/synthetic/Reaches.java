package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Act.Load;
import dev.aisle.ops.synthetic.Premises.Gondola;
import dev.aisle.ops.synthetic.Stock.Piece;
import dev.aisle.ops.synthetic.Stock.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a hand does at a shelf, and what that does to the plates.
final class Reaches {

    /// Seconds from one piece to the next where a hand takes more than two, or puts them down.
    private static final double AGAIN = 0.35;

    /// Grams, before a piece is lifted: 50 in the recorded store. Its spread is chosen.
    private static final double PRESS = 50;

    private final SplittableRandom random;

    Reaches(SplittableRandom random) {
        this.random = random;
    }

    /// Two pieces come with one grip; of more, one follows the other.
    Act take(Place place, int plate, List<Piece> pieces, double at, boolean isLeft) {
        var loads = new ArrayList<Load>();
        double lifted = at;
        for (var piece : pieces) {
            spread(place, plate, lifted, -piece.grams(), loads);
            lifted += pieces.size() > 2 ? AGAIN : 0;
        }
        return act(place, plate, pieces, loads, true, isLeft);
    }

    /// A piece that does not live here.
    Act takeAstray(Place place, int plate, Piece piece, double at, boolean isLeft) {
        var load = new Load(at, plate - 1, -piece.grams(), press());
        return act(place, plate, List.of(piece), List.of(load), true, isLeft);
    }

    Act putBack(Place place, int plate, Piece piece, double at, boolean isLeft) {
        var load = new Load(at, plate - 1, piece.grams(), 0.7 * press());
        return act(place, plate, List.of(piece), List.of(load), false, isLeft);
    }

    /// On a facing of two plates, one piece in three stands astride.
    private void spread(Place place, int plate, double at, double grams, List<Load> loads) {
        var plates = place.facing().plates();
        double beside = plates.size() > 1 && random.nextInt(3) == 0 ? 0.25 : 0;
        loads.add(new Load(at, plate - 1, (1 - beside) * grams, press()));
        if (beside > 0) {
            int other = plates.getFirst() == plate ? plate + 1 : plate - 1;
            loads.add(new Load(at, other - 1, beside * grams, 0));
        }
    }

    private double press() {
        return PRESS * StrictMath.exp(0.35 * Noise.gauss(random));
    }

    private Act act(
            Place place,
            int plate,
            List<Piece> pieces,
            List<Load> loads,
            boolean taken,
            boolean left) {
        var gondola = place.gondola();
        var wrist = gondola.inside(plate, -0.02 + 0.1 * random.nextDouble());
        double height = Gondola.floor(place.level()) + 0.06 + 0.08 * random.nextDouble();
        var target = Premises.position(wrist.x(), wrist.y(), height);
        return new Act(
                loads.getFirst().at(),
                taken,
                pieces.getFirst().product(),
                pieces.size(),
                place.row(),
                plate,
                loads,
                target,
                left);
    }
}
