package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.attribution.Evidence;
import dev.aisle.protocols.attribution.Finding;
import dev.aisle.protocols.attribution.Hypothesis;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.runtime.attribution.DeciderGoods.Explanation;
import dev.aisle.runtime.attribution.DeciderPeople.Near;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Who took or put back what: a pure function of the evidence of one interaction and the blueprint.
///
/// 1. The row's plates are cut into neighbours that changed together ([DeciderSplit]).
/// 2. Each such change is explained by products and quantities ([DeciderGoods]) and by those who
///    were near ([DeciderPeople]). A hypothesis weighs as much as the product of the two, and of
///    what cameras believe to see in that person's hands.
/// 3. Weights are made probabilities together with that of "something else". The likeliest
///    hypothesis is chosen where all of them together are likelier than something else; it may name
///    nobody.
///
/// What was taken is decided before what was put back, so that somebody can put down on one plate
/// what they took from another within one interaction.
///
/// A version's behaviour is fixed for ever: what follows from its decisions can be computed again.
/// All constants here and in the classes named above belong to version 1. Those of MPS (CMU,
/// AutoCheckout competition 2020) say so; the others are chosen, not measured.
public final class Decider {

    public static final int VERSION = 1;

    /// Weight of "something else" beside an explanation that fits perfectly at 1. Chosen.
    private static final double ELSE = 0.02;

    /// "Something else" is likelier by this where the interaction was closed by force, before its
    /// weights had settled. Chosen.
    private static final double ELSE_WHEN_FORCED = 4;

    /// What cameras believe to see in somebody's hands multiplies the weight of a product by this
    /// and [#SEEN] times the belief: by 1 at a belief of 1/6, by 3.5 at certainty, by a half where
    /// they see other things only. Chosen.
    private static final double UNSEEN = 0.5;

    private static final double SEEN = 3;

    /// Hypotheses of a finding that are kept, and the least probability of one: evidence is stored.
    private static final int MOST_HYPOTHESES = 32;

    private static final double LEAST_PROBABILITY = 0.001;

    private static final Comparator<Weighed> LIKELIEST =
            Comparator.comparingDouble(Weighed::weight)
                    .reversed()
                    .thenComparing(each -> each.track().isEmpty())
                    .thenComparing(each -> each.track().map(TrackId::value).orElse(""))
                    .thenComparing(each -> each.what().product().code())
                    .thenComparingInt(each -> Math.abs(each.what().quantity()));

    /// What became of an interaction.
    ///
    /// @param findings in order of plate. One whose choice names nobody changes no basket
    public record Ruling(List<Finding> findings, Decision.Outcome outcome) {
        public Ruling {
            findings = List.copyOf(findings);
        }
    }

    private record Weighed(Optional<TrackId> track, Explanation what, double weight) {}

    private final Evidence evidence;
    private final DeciderGoods goods;
    private final DeciderPeople people;
    private final SortedMap<TrackId, SortedMap<ProductCode, Integer>> holds = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Decider(Evidence evidence, Layout layout, Layout.Shelf shelf) {
        this.evidence = evidence;
        goods = new DeciderGoods(evidence, layout, shelf);
        people = new DeciderPeople(evidence, layout, shelf);
        evidence.candidates().forEach(each -> holds.put(each.track(), new TreeMap<>(each.holds())));
    }

    public static Ruling decide(Evidence evidence, Blueprint blueprint) {
        return decide(evidence, Layout.of(blueprint));
    }

    /// The same, for a layout that is at hand.
    ///
    /// @param layout of the blueprint
    public static Ruling decide(Evidence evidence, Layout layout) {
        return layout.shelf(evidence.interaction().id().shelf())
                .map(shelf -> new Decider(evidence, layout, shelf).rule())
                .orElseGet(() -> new Ruling(List.of(), Decision.Outcome.UNEXPLAINED));
    }

    private Ruling rule() {
        var changes = new DeciderSplit(evidence.interaction(), goods).changes(this::fit);
        changes.stream().filter(PlatesChange::isTaken).forEach(this::judge);
        changes.stream().filter(change -> !change.isTaken()).forEach(this::judge);
        findings.sort(Comparator.comparing(finding -> finding.plates().getFirst()));
        return new Ruling(findings, outcome());
    }

    private Decision.Outcome outcome() {
        var chosen = findings.stream().flatMap(finding -> finding.chosen().stream()).toList();
        if (chosen.stream().anyMatch(each -> each.track().isPresent())) {
            return Decision.Outcome.CHANGED;
        }
        if (!chosen.isEmpty()) {
            return Decision.Outcome.NOBODY;
        }
        return findings.isEmpty() ? Decision.Outcome.NOISE : Decision.Outcome.UNEXPLAINED;
    }

    /// How well anything explains a change, whoever it was.
    private double fit(PlatesChange change) {
        double best = 0;
        var explanations = explanations(change);
        for (var near : people.near(change)) {
            for (var what : explanations.apply(near)) {
                best = Math.max(best, what.likelihood());
            }
        }
        return Math.max(best, ELSE);
    }

    /// For each of those who were near. What was taken does not depend on who it was.
    private Function<Near, List<Explanation>> explanations(PlatesChange change) {
        if (change.isTaken()) {
            var taken = goods.taken(change);
            return _ -> taken;
        }
        return near ->
                near.who()
                        .map(who ->
                                goods.putBack(
                                        change, holds.getOrDefault(who.track(), new TreeMap<>())))
                        .orElseGet(() -> goods.putHome(change));
    }

    private void judge(PlatesChange change) {
        var weighed = new ArrayList<Weighed>();
        double present = 0;
        var explanations = explanations(change);
        for (var near : people.near(change)) {
            present += near.weight();
            for (var what : explanations.apply(near)) {
                weighed.add(
                        new Weighed(
                                near.who().map(who -> who.track()),
                                what,
                                near.weight() * what.likelihood() * inHand(near, what)));
            }
        }
        if (weighed.isEmpty() && goods.isTooLight(change)) {
            return;
        }
        weighed.sort(LIKELIEST);
        double other = present * ELSE * (evidence.interaction().forced() ? ELSE_WHEN_FORCED : 1);
        double explained = 0;
        for (var each : weighed) {
            explained += each.weight();
        }
        var hypotheses = hypotheses(weighed, explained + other);
        var chosen =
                explained >= other ? hypotheses.stream().findFirst() : Optional.<Hypothesis>empty();
        chosen.ifPresent(this::moved);
        findings.add(new Finding(change.plates(), change.grams(), chosen, hypotheses));
    }

    private static List<Hypothesis> hypotheses(List<Weighed> weighed, double total) {
        return weighed.stream()
                .map(each ->
                        new Hypothesis(
                                each.track(),
                                each.what().product().code(),
                                each.what().quantity(),
                                Math.min(1, each.weight() / total)))
                .filter(each -> each.probability() >= LEAST_PROBABILITY)
                .limit(MOST_HYPOTHESES)
                .toList();
    }

    private static double inHand(Near near, Explanation what) {
        var seen = near.who().map(who -> who.inHand()).orElse(List.of());
        if (seen.isEmpty()) {
            return 1;
        }
        double belief = 0;
        for (var each : seen) {
            if (each.product().equals(what.product().code())) {
                belief = Math.max(belief, Math.clamp((double) each.probability(), 0, 1));
            }
        }
        return UNSEEN + SEEN * belief;
    }

    /// What was decided holds for the rest of the interaction.
    private void moved(Hypothesis chosen) {
        chosen.track()
                .map(track -> holds.computeIfAbsent(track, _ -> new TreeMap<>()))
                .ifPresent(held -> {
                    held.merge(chosen.product(), chosen.quantity(), Integer::sum);
                    held.values().removeIf(count -> count <= 0);
                });
    }

    /// A change of neighbouring plates, all to one side.
    ///
    /// @param plates from 1, in order
    /// @param grams their sum, below 0 where something was taken
    /// @param noise deviation of that sum while nobody touched it
    /// @param focus those of the plates that changed most
    /// @param isMain it holds the plate that changed most of the whole row
    record PlatesChange(
            List<Integer> plates, double grams, double noise, List<Integer> focus, boolean isMain) {

        PlatesChange {
            plates = List.copyOf(plates);
            focus = List.copyOf(focus);
        }

        boolean isTaken() {
            return grams < 0;
        }
    }
}
