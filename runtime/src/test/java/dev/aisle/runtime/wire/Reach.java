package dev.aisle.runtime.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which of our types can be, and which are, inside a value.
final class Reach {

    private final Set<Class<?>> found = new HashSet<>();

    private Reach() {}

    /// Records and enums that can be inside values of these types.
    static Set<Class<?>> ofTypes(Collection<? extends Class<?>> roots) {
        var reach = new Reach();
        roots.forEach(reach::type);
        reach.found.removeIf(Class::isInterface);
        return reach.found;
    }

    /// Records and enums that are inside these values.
    static Set<Class<?>> ofValues(Collection<?> values) {
        var reach = new Reach();
        values.forEach(reach::value);
        return reach.found;
    }

    private void type(Type type) {
        switch (type) {
            case ParameterizedType generic ->
                    List.of(generic.getActualTypeArguments()).forEach(this::type);
            case Class<?> ours when ours.getName().startsWith("dev.aisle.") && found.add(ours) -> {
                if (ours.isSealed()) {
                    Arrays.asList(ours.getPermittedSubclasses()).forEach(this::type);
                }
                if (ours.isRecord()) {
                    for (var component : ours.getRecordComponents()) {
                        type(component.getGenericType());
                    }
                }
            }
            default -> {}
        }
    }

    private void value(Object value) {
        switch (value) {
            case Optional<?> some -> some.ifPresent(this::value);
            case Collection<?> many -> many.forEach(this::value);
            case Map<?, ?> map -> {
                value(map.keySet());
                value(map.values());
            }
            case Record inner -> {
                found.add(inner.getClass());
                for (var component : inner.getClass().getRecordComponents()) {
                    value(get(component, inner));
                }
            }
            case Enum<?> constant -> found.add(constant.getDeclaringClass());
            default -> {}
        }
    }

    private static Object get(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(component.toString(), unreadable);
        }
    }
}
