package dev.aisle.runtime.attribution;

import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.PlateChange;
import dev.aisle.runtime.attribution.Decider.PlatesChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Cuts a row into neighbouring plates that changed together.
///
/// A plate takes part when its change is above its noise and above what a big change elsewhere on
/// the row shakes loose. Neighbours that changed to one side make a run. A run is cut where the
/// parts are explained best: an item may lie across two plates, two items side by side may be taken
/// at once, and one that is put down astride two plates shares no product with either.
final class DeciderSplit {

    /// Grams below which a plate's change is none. Chosen.
    private static final double LEAST = 5;

    /// Grams below which a run is none: MPS's change of a row.
    private static final double LEAST_OF_A_RUN = 10;

    /// Of the greatest change on the row: what it moves on other plates. 1.6 % was seen in a
    /// recorded store. Chosen.
    private static final double COUPLING = 0.02;

    /// What one more part weighs against fewer. Chosen.
    private static final double PART = 0.3;

    private final List<PlateChange> changes;
    private final double most;

    DeciderSplit(Interaction interaction, DeciderGoods goods) {
        changes =
                interaction.plates().stream()
                        .filter(change -> goods.isOnTheRow(change.plate()))
                        .toList();
        most = changes.stream().mapToDouble(change -> Math.abs(change.change())).max().orElse(0);
    }

    /// @param fit how well a change is explained, up to 1 and above 0
    List<PlatesChange> changes(ToDoubleFunction<PlatesChange> fit) {
        var found = new ArrayList<PlatesChange>();
        for (var run : runs()) {
            found.addAll(cut(run, fit));
        }
        return found;
    }

    private List<List<PlateChange>> runs() {
        var runs = new ArrayList<List<PlateChange>>();
        var run = new ArrayList<PlateChange>();
        for (var change : changes) {
            if (!run.isEmpty() && !continues(run.getLast(), change)) {
                runs.add(List.copyOf(run));
                run.clear();
            }
            if (isActive(change)) {
                run.add(change);
            }
        }
        runs.add(List.copyOf(run));
        runs.removeIf(each -> Math.abs(sum(each)) < LEAST_OF_A_RUN);
        return runs;
    }

    private boolean continues(PlateChange last, PlateChange next) {
        return isActive(next)
                && next.plate() == last.plate() + 1
                && Math.signum(next.change()) == Math.signum(last.change());
    }

    private boolean isActive(PlateChange change) {
        return Math.abs(change.change())
                >= Math.max(Math.max(LEAST, change.noise()), COUPLING * most);
    }

    private static double sum(List<PlateChange> run) {
        double sum = 0;
        for (var change : run) {
            sum += change.change();
        }
        return sum;
    }

    /// The best of all ways to cut the run, by dynamic programming over its ends.
    private List<PlatesChange> cut(List<PlateChange> run, ToDoubleFunction<PlatesChange> fit) {
        int length = run.size();
        var best = new double[length + 1];
        var start = new int[length + 1];
        best[0] = 1;
        for (int end = 1; end <= length; end++) {
            for (int from = 0; from < end; from++) {
                double value = best[from] * PART * worth(run.subList(from, end), fit);
                if (value > best[end]) {
                    best[end] = value;
                    start[end] = from;
                }
            }
        }
        var parts = new ArrayList<PlatesChange>();
        for (int end = length; end > 0; end = start[end]) {
            parts.addFirst(part(run.subList(start[end], end)));
        }
        parts.removeIf(part -> Math.abs(part.grams()) < LEAST_OF_A_RUN);
        return parts;
    }

    /// A part too small to be anything is noise, the likelier the smaller.
    private double worth(List<PlateChange> plates, ToDoubleFunction<PlatesChange> fit) {
        double sigmas = sum(plates) / LEAST_OF_A_RUN;
        return Math.max(fit.applyAsDouble(part(plates)), StrictMath.exp(-sigmas * sigmas / 2));
    }

    private PlatesChange part(List<PlateChange> plates) {
        double greatest =
                plates.stream().mapToDouble(each -> Math.abs(each.change())).max().orElse(0);
        double variance = 0;
        for (var each : plates) {
            variance += each.noise() * each.noise();
        }
        return new PlatesChange(
                plates.stream().map(PlateChange::plate).toList(),
                sum(plates),
                StrictMath.sqrt(variance),
                plates.stream()
                        .filter(each -> Math.abs(each.change()) >= greatest / 2)
                        .map(PlateChange::plate)
                        .toList(),
                greatest == most);
    }
}
