package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.AttributorEvent.Adopted;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Blueprints with their layouts, each worked out once.
final class Plans {

    /// A blueprint in force.
    record Plan(int version, Blueprint blueprint, Layout layout, Set<DeviceId> cameras) {

        Product product(ProductCode code) {
            return layout.product(code)
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "decided for a product that is not in the catalogue: " + code));
        }
    }

    private final Map<Integer, Plan> plans = new HashMap<>();

    /// The blueprint in force at a time. The first also holds for all time before it.
    Plan at(Course course, EventTime at) {
        return of(course.blueprintAt(at).orElseGet(course::firstBlueprint));
    }

    private static Set<DeviceId> cameras(Blueprint blueprint) {
        return blueprint.cameras().stream()
                .map(Blueprint.Camera::device)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Plan of(Adopted adopted) {
        return plans.computeIfAbsent(
                adopted.version(),
                version ->
                        new Plan(
                                version,
                                adopted.blueprint(),
                                Layout.of(adopted.blueprint()),
                                cameras(adopted.blueprint())));
    }
}
