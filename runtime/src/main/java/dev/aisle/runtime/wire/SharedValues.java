package dev.aisle.runtime.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.TaxRate;
import java.io.IOException;
import java.io.Serial;
import java.util.Set;

/// What is read again and again is kept in memory once: names and codes of products, prices and
/// devices are the same in many baskets, and a basket that came from another node or from the
/// journal would otherwise hold copies of its own.
final class SharedValues {

    private static final Set<Class<?>> SHARED =
            Set.of(DeviceId.class, Money.class, ProductCode.class, TaxRate.class);

    /// Longer texts are rarely the same.
    private static final int LONGEST = 64;

    private SharedValues() {}

    static Module module() {
        var recent = new RecentValues();
        var module = new SimpleModule("aisle-shared-values");
        module.addDeserializer(String.class, new Text(recent));
        module.setDeserializerModifier(new Modifier(recent));
        return module;
    }

    private static final class Modifier extends BeanDeserializerModifier {

        @Serial private static final long serialVersionUID = 1;
        private final transient RecentValues recent;

        Modifier(RecentValues recent) {
            this.recent = recent;
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return SHARED.contains(description.getBeanClass())
                    ? new Value(deserializer, recent)
                    : deserializer;
        }
    }

    private static final class Value extends DelegatingDeserializer {

        @Serial private static final long serialVersionUID = 1;
        private final transient RecentValues recent;

        Value(JsonDeserializer<?> deserializer, RecentValues recent) {
            super(deserializer);
            this.recent = recent;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new Value(deserializer, recent);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return recent.share(super.deserialize(parser, context));
        }
    }

    private static final class Text extends StdScalarDeserializer<String> {

        @Serial private static final long serialVersionUID = 1;
        private final transient RecentValues recent;

        Text(RecentValues recent) {
            super(String.class);
            this.recent = recent;
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            var text = StringDeserializer.instance.deserialize(parser, context);
            return text.length() > LONGEST ? text : (String) recent.share(text);
        }
    }
}
