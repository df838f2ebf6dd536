package dev.aisle.ops.demo;

import dev.aisle.ops.synthetic.SyntheticTruth;
import dev.aisle.protocols.kernel.TrackId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What really happened, held against what the store tells and what the payment provider booked.
///
/// @param visits a group's is one
/// @param exact receipts with just what their shopper kept
/// @param alone receipts of shoppers who acted with nobody near
/// @param lost a visit without a receipt, money without a receipt, a paid receipt without money
/// @param duplicated a second receipt of one visit, or of one of a group; a second booking; a
///   receipt of nobody
/// @param altered a receipt that does not add up, or is not what was booked; staff that is charged
public record Comparison(
        int visits,
        int receipts,
        int exact,
        int alone,
        int aloneExact,
        List<String> lost,
        List<String> duplicated,
        List<String> altered) {

    public Comparison {
        lost = List.copyOf(lost);
        duplicated = List.copyOf(duplicated);
        altered = List.copyOf(altered);
    }

    /// @param booked amounts in minor units, by visit
    public static Comparison of(
            List<SyntheticTruth.Visit> truth, List<Told> receipts, Map<String, List<Long>> booked) {
        return new Work(truth, receipts, booked).compare();
    }

    /// Whether nothing is lost, doubled or altered. A receipt that is not exact is another matter.
    public boolean isSound() {
        return lost.isEmpty() && duplicated.isEmpty() && altered.isEmpty();
    }

    private record Work(
            List<SyntheticTruth.Visit> truth,
            Map<TrackId, List<Told>> byTrack,
            Map<String, List<Long>> booked,
            int receipts,
            List<String> lost,
            List<String> duplicated,
            List<String> altered) {

        Work(
                List<SyntheticTruth.Visit> truth,
                List<Told> receipts,
                Map<String, List<Long>> booked) {
            this(
                    truth,
                    new HashMap<>(),
                    booked,
                    receipts.size(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
            receipts.forEach(each ->
                    byTrack.computeIfAbsent(each.track(), _ -> new ArrayList<>()).add(each));
        }

        Comparison compare() {
            int exact = 0;
            int alone = 0;
            int aloneExact = 0;
            for (var visit : truth) {
                var told = byTrack.getOrDefault(visit.track(), List.of());
                partsOf(visit);
                if (told.isEmpty()) {
                    lost.add("shopper " + visit.track() + " has no receipt");
                    continue;
                }
                told.stream()
                        .skip(1)
                        .forEach(more ->
                                duplicated.add(
                                        "shopper "
                                                + visit.track()
                                                + " has another receipt, "
                                                + more.visit()));
                staff(visit, told.getFirst());
                boolean isExact = told.getFirst().products().equals(visit.kept());
                exact += isExact ? 1 : 0;
                alone += visit.isAlone() ? 1 : 0;
                aloneExact += visit.isAlone() && isExact ? 1 : 0;
            }
            strangers();
            byTrack.values().stream().flatMap(List::stream).forEach(this::money);
            bookingsOfNobody();
            return new Comparison(
                    truth.size(), receipts, exact, alone, aloneExact, lost, duplicated, altered);
        }

        /// Whoever came with a group may have been alone until their card was known, and owes
        /// nothing for that.
        private void partsOf(SyntheticTruth.Visit group) {
            for (var member : group.members()) {
                byTrack.getOrDefault(member, List.of()).stream()
                        .filter(own -> !own.products().isEmpty() || own.total() != 0)
                        .forEach(own ->
                                duplicated.add(
                                        "shopper "
                                                + member
                                                + ", who came with "
                                                + group.track()
                                                + ", has a receipt of their own, "
                                                + own.visit()));
            }
        }

        private void staff(SyntheticTruth.Visit visit, Told receipt) {
            if (visit.isStaff() && booked.containsKey(receipt.visit())) {
                altered.add("visit " + receipt.visit() + " is of the staff, and was charged");
            }
        }

        private void strangers() {
            var known =
                    truth.stream()
                            .flatMap(visit ->
                                    Stream.concat(
                                            Stream.of(visit.track()), visit.members().stream()))
                            .collect(Collectors.toSet());
            byTrack.forEach((track, told) -> {
                if (!known.contains(track)) {
                    told.forEach(each ->
                            duplicated.add(
                                    "receipt "
                                            + each.visit()
                                            + " is of "
                                            + track
                                            + ", who was never there"));
                }
            });
        }

        private void money(Told receipt) {
            if (receipt.sum() != receipt.total()) {
                altered.add(
                        "receipt "
                                + receipt.visit()
                                + " says "
                                + receipt.total()
                                + ", its lines "
                                + receipt.sum());
            }
            var amounts = booked.getOrDefault(receipt.visit(), List.of());
            boolean isPaid = receipt.stage().equals(Told.PAID) && receipt.total() > 0;
            if (isPaid && amounts.isEmpty()) {
                lost.add("receipt " + receipt.visit() + " is paid, and nothing was booked");
            }
            amounts.stream()
                    .skip(1)
                    .forEach(more ->
                            duplicated.add(
                                    "visit " + receipt.visit() + " was booked again: " + more));
            if (!amounts.isEmpty() && amounts.getFirst() != receipt.total()) {
                altered.add(
                        "receipt "
                                + receipt.visit()
                                + " says "
                                + receipt.total()
                                + ", booked were "
                                + amounts.getFirst());
            }
        }

        private void bookingsOfNobody() {
            var told = byTrack.values().stream().flatMap(List::stream).map(Told::visit).toList();
            booked.forEach((visit, amounts) -> {
                if (!told.contains(visit)) {
                    lost.add("visit " + visit + " was booked " + amounts + " and has no receipt");
                }
            });
        }
    }
}
