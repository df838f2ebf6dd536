package dev.aisle.runtime.node;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Where a node may listen: on loopback alone, as long as nothing that it says is encrypted.
final class Bindings {

    /// What they come to, too: a node's own file may set them past Aisle's keys.
    private static final List<String> KEYS =
            List.of(
                    "aisle.node.host",
                    "pekko.remote.artery.canonical.hostname",
                    "pekko.remote.artery.bind.hostname",
                    "aisle.ingress.host",
                    "aisle.http.host",
                    "aisle.management.host",
                    "pekko.management.http.hostname",
                    "pekko.management.http.bind-hostname");

    /// Where Pekko takes an empty one to mean the address that it names elsewhere.
    private static final List<String> MAY_BE_EMPTY = List.of("pekko.remote.artery.bind.hostname");

    private Bindings() {}

    /// @throws OpenAddress where others could reach one
    static void check(Config config) {
        for (var key : KEYS) {
            var host = config.getString(key);
            boolean isUnused = host.isBlank() && MAY_BE_EMPTY.contains(key);
            if (!isUnused && !isLoopback(host)) {
                throw new OpenAddress(key, host);
            }
        }
    }

    private static boolean isLoopback(String host) {
        if (host.isBlank()) {
            return false;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }
}
