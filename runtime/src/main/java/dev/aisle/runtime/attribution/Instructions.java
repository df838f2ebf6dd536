package dev.aisle.runtime.attribution;

import dev.aisle.protocols.device.v1.BasketLine;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.device.v1.ShowBasket;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Product;
import java.util.Map;
import java.util.TreeMap;

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
                .ifPresent(visit -> instruction.setShowBasket(basket(visit, products(state))));
        return instruction.build();
    }

    private static ShowBasket.Builder basket(Visit visit, Map<ProductCode, Product> products) {
        var basket = ShowBasket.newBuilder();
        visit.holds()
                .forEach((code, quantity) -> {
                    var line =
                            BasketLine.newBuilder().setProduct(code.value()).setQuantity(quantity);
                    var product = products.get(code);
                    if (product != null) {
                        line.setName(product.name())
                                .setMinor(product.price().times(quantity).minor());
                    }
                    basket.addLines(line);
                });
        return basket;
    }

    private static Map<ProductCode, Product> products(Attribution state) {
        var products = new TreeMap<ProductCode, Product>();
        state.blueprints()
                .forEach(adopted ->
                        adopted.blueprint()
                                .products()
                                .forEach(product -> products.put(product.code(), product)));
        return products;
    }

    private static String explanation(Refuse.Reason reason) {
        return switch (reason) {
            case REASON_NOBODY_NEAR ->
                    "Nobody stands near enough. Please step closer and tap again.";
            case REASON_IN_DOUBT -> "Two people stand equally near. Please tap one at a time.";
            case REASON_ALREADY_BOUND -> "This visit already has a card.";
            case REASON_UNSPECIFIED, UNRECOGNIZED -> "Please ask for help.";
        };
    }
}
