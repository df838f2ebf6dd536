package dev.aisle.runtime.attribution;

import dev.aisle.protocols.device.v1.BasketLine;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.Open;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.device.v1.ShowAmount;
import dev.aisle.protocols.device.v1.ShowBasket;

/// What doors and terminals are told to do.
final class Instructions {

    private Instructions() {}

    static Instruction of(String id, Attribution.Ordered ordered, Attribution state) {
        var instruction = Instruction.newBuilder().setId(id).setDevice(ordered.device().value());
        ordered.refused()
                .ifPresent(reason ->
                        instruction.setRefuse(
                                Refuse.newBuilder()
                                        .setReason(reason)
                                        .setExplanation(explanation(reason))));
        ordered.visit()
                .map(state.visits()::get)
                .ifPresent(visit -> instruction.setShowBasket(basket(visit)));
        if (ordered.refused().isEmpty() && ordered.visit().isEmpty()) {
            instruction.setOpen(Open.getDefaultInstance());
        }
        return instruction.build();
    }

    private static ShowBasket.Builder basket(Visit visit) {
        var sum = visit.sum();
        var basket = ShowBasket.newBuilder();
        for (var line : sum.lines()) {
            basket.addLines(
                    BasketLine.newBuilder()
                            .setProduct(line.product().value())
                            .setName(line.name())
                            .setQuantity(line.quantity())
                            .setMinor(line.price().times(line.quantity()).minor()));
        }
        return basket.setTotal(
                ShowAmount.newBuilder()
                        .setCurrency(sum.total().currency().getCurrencyCode())
                        .setMinor(sum.total().minor()));
    }

    private static String explanation(Refuse.Reason reason) {
        return switch (reason) {
            case REASON_NOBODY_NEAR ->
                    "Nobody stands near enough. Please step closer and tap again.";
            case REASON_IN_DOUBT -> "Two people stand equally near. Please tap one at a time.";
            case REASON_ALREADY_BOUND -> "This visit already has a card.";
            case REASON_CODE_UNKNOWN -> "This code does not open this store.";
            case REASON_CODE_EXPIRED -> "This code has expired. Please open a new one.";
            case REASON_UNPAID -> "Somebody went out with goods that nobody pays.";
            case REASON_UNSPECIFIED, UNRECOGNIZED -> "Please ask for help.";
        };
    }
}
