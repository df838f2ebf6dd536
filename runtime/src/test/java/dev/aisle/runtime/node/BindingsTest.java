package dev.aisle.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingsTest {

    /// As [AisleNode] loads it.
    private static final Config DEFAULTS =
            ConfigFactory.load(ConfigFactory.parseResources("aisle-cluster.conf"));

    @Test
    void aNodeListensOnLoopbackUnlessToldOtherwise() {
        assertThatCode(() -> Bindings.check(DEFAULTS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void loopbackMayBeSpelledInManyWays(String host) {
        assertThatCode(() -> Bindings.check(with("aisle.http.host", host)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "aisle.node.host, 0.0.0.0",
        "pekko.remote.artery.canonical.hostname, 10.0.0.7",
        "pekko.remote.artery.bind.hostname, 0.0.0.0",
        "aisle.ingress.host, ::",
        "aisle.http.host, 192.168.1.7",
        "aisle.management.host, 0.0.0.0",
        "pekko.management.http.hostname, 10.0.0.7",
        "pekko.management.http.bind-hostname, 0.0.0.0",
        "aisle.http.host, ''",
        "aisle.http.host, no-such-host.invalid"
    })
    void whatOthersMayReachIsRefusedWithItsKey(String key, String host) {
        var refused =
                catchThrowableOfType(OpenAddress.class, () -> Bindings.check(with(key, host)));
        assertThat(List.of(refused.key(), refused.host())).containsExactly(key, host);
    }

    @Test
    void theRefusalSaysWhatToDo() {
        assertThat(new OpenAddress("aisle.http.host", "0.0.0.0"))
                .hasMessage(
                        "aisle.http.host is '0.0.0.0', which is no loopback address, and this"
                                + " version has no transport security: set it to 127.0.0.1, and have"
                                + " a proxy or tunnel that encrypts let others in");
    }

    private static Config with(String key, String host) {
        return DEFAULTS.withValue(key, ConfigValueFactory.fromAnyRef(host));
    }
}
