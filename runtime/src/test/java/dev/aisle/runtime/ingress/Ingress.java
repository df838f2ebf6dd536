package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.Hello;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.Tokens;
import java.time.Duration;
import java.util.List;

/// What tests of the ingress share.
final class Ingress {

    static final StoreId STORE = new StoreId("acme.lille-1");
    static final Tokens.Grant GRANT = new Tokens.Grant(Tokens.Role.GATEWAY, List.of(STORE.value()));

    /// Ten records of a device may be under way, and five more.
    static final IngressSettings SETTINGS =
            new IngressSettings(
                    "127.0.0.1",
                    0,
                    10,
                    5,
                    1 << 20,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5));

    private Ingress() {}

    static GatewayMessage hello() {
        return hello(STORE.value(), "gateway-1", 4);
    }

    static GatewayMessage hello(String store, String gateway, long boot) {
        return GatewayMessage.newBuilder()
                .setHello(Hello.newBuilder().setStore(store).setGateway(gateway).setBoot(boot))
                .build();
    }
}
