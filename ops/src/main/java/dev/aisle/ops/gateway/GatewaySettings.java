package dev.aisle.ops.gateway;

import com.typesafe.config.Config;
import java.time.Duration;

/// The limits and the patience of a gateway: `aisle.ops.gateway` in `reference.conf`.
///
/// @param live true in a store, where producers can't wait: what does not fit is dropped and named
///   by a `Gap(FULL)`, silent devices are named by a `Gap(SILENT)`, and only a newer boot ends the
///   gateway. False in playback: what does not fit waits, and a node that turns the gateway away
///   ends it
/// @param instructions ids of confirmed instructions remembered, and instructions carried out at a
///   time
/// @param reconnects reconnects told in the report; the newest are kept
public record GatewaySettings(
        boolean live,
        Buffer buffer,
        Bundling bundling,
        Patience patience,
        Reconnecting reconnecting,
        Silence silence,
        int instructions,
        int reconnects) {

    /// For recordings and drills.
    ///
    /// @throws com.typesafe.config.ConfigException where a key is missing or of a wrong type
    public static GatewaySettings playback(Config config) {
        var gateway = config.getConfig("aisle.ops.gateway");
        return new GatewaySettings(
                false,
                Buffer.from(gateway.getConfig("buffer")),
                Bundling.from(gateway.getConfig("bundling")),
                Patience.from(gateway.getConfig("patience")),
                Reconnecting.from(gateway.getConfig("reconnecting")),
                Silence.from(gateway.getConfig("silence")),
                gateway.getInt("instructions"),
                gateway.getInt("reconnects"));
    }

    /// For a store.
    public static GatewaySettings live(Config config) {
        return playback(config).withLive(true);
    }

    public GatewaySettings {
        positive("instructions", instructions);
        positive("reconnects", reconnects);
    }

    /// What a gateway keeps. Less than the store needs to decide stalls the store in playback and
    /// leaves gaps live.
    ///
    /// @param devices at most this many devices speak through the gateway
    /// @param records kept of one device; a batch of weights is one
    /// @param bytes kept of one device
    /// @param total bytes kept in all
    /// @param reserved bytes that a device may keep when all others have filled `total`, so that
    ///   one that everybody waits for is never shut out; at most `devices × reserved` above `total`
    /// @param waiting records of one device that may wait to be kept; further ones are refused
    /// @param roomyAt percent: a device that had to drop records keeps new ones once it holds less
    ///   than this
    /// @param gaps records kept of one device above its limit, for marks that say what was dropped
    public record Buffer(
            int devices,
            int records,
            long bytes,
            long total,
            long reserved,
            int waiting,
            int roomyAt,
            int gaps) {

        static Buffer from(Config config) {
            return new Buffer(
                    config.getInt("devices"),
                    config.getInt("records"),
                    config.getBytes("bytes"),
                    config.getBytes("total"),
                    config.getBytes("reserved"),
                    config.getInt("waiting"),
                    config.getInt("roomy-at"),
                    config.getInt("gaps"));
        }

        public Buffer {
            positive("buffer.devices", devices);
            positive("buffer.records", records);
            positive("buffer.bytes", bytes);
            positive("buffer.total", total);
            positive("buffer.reserved", reserved);
            positive("buffer.waiting", waiting);
            positive("buffer.roomy-at", roomyAt);
            positive("buffer.gaps", gaps);
        }
    }

    /// How records are put together.
    ///
    /// @param records of one bundle, at most
    /// @param bytes of one bundle and so of one record, at most; must stay below what a node
    ///   accepts in a message
    /// @param linger how long a record may wait for others to share its bundle
    public record Bundling(int records, int bytes, Duration linger) {

        static Bundling from(Config config) {
            return new Bundling(
                    config.getInt("records"),
                    Math.toIntExact(config.getBytes("bytes")),
                    config.getDuration("linger"));
        }

        public Bundling {
            positive("bundling.records", records);
            positive("bundling.bytes", bytes);
            positive("bundling.linger", linger);
        }
    }

    /// How long the gateway waits for a node.
    ///
    /// @param resendAfter for a record to be taken, then it is sent again
    /// @param welcome for the stream to be accepted, then another node is tried
    /// @param unheard for any word while records are held, then another node is tried
    /// @param tick how often all that is looked at
    public record Patience(
            Duration resendAfter, Duration welcome, Duration unheard, Duration tick) {

        static Patience from(Config config) {
            return new Patience(
                    config.getDuration("resend-after"),
                    config.getDuration("welcome"),
                    config.getDuration("unheard"),
                    config.getDuration("tick"));
        }

        public Patience {
            positive("patience.resend-after", resendAfter);
            positive("patience.welcome", welcome);
            positive("patience.unheard", unheard);
            positive("patience.tick", tick);
        }
    }

    /// How soon another node is tried.
    ///
    /// @param first wait before the first attempt; each further one doubles it, less up to a half
    ///   by chance
    /// @param most longest wait
    /// @param keepAlive without traffic for this long the connection is probed; gRPC allows 10 s at
    ///   least
    /// @param keepAliveTimeout for the answer to a probe
    public record Reconnecting(
            Duration first, Duration most, Duration keepAlive, Duration keepAliveTimeout) {

        static Reconnecting from(Config config) {
            return new Reconnecting(
                    config.getDuration("first"),
                    config.getDuration("most"),
                    config.getDuration("keep-alive"),
                    config.getDuration("keep-alive-timeout"));
        }

        public Reconnecting {
            positive("reconnecting.first", first);
            positive("reconnecting.most", most);
            positive("reconnecting.keep-alive", keepAlive);
            positive("reconnecting.keep-alive-timeout", keepAliveTimeout);
        }
    }

    /// Live alone.
    ///
    /// @param after a device that says nothing for this long is named silent
    /// @param margin the gap ends this long before now
    /// @param step the gap grows in steps of this length, at least
    public record Silence(Duration after, Duration margin, Duration step) {

        static Silence from(Config config) {
            return new Silence(
                    config.getDuration("after"),
                    config.getDuration("margin"),
                    config.getDuration("step"));
        }

        public Silence {
            positive("silence.after", after);
            positive("silence.margin", margin);
            positive("silence.step", step);
        }
    }

    public GatewaySettings withLive(boolean other) {
        return new GatewaySettings(
                other, buffer, bundling, patience, reconnecting, silence, instructions, reconnects);
    }

    public GatewaySettings withBuffer(Buffer other) {
        return new GatewaySettings(
                live, other, bundling, patience, reconnecting, silence, instructions, reconnects);
    }

    public GatewaySettings withBundling(Bundling other) {
        return new GatewaySettings(
                live, buffer, other, patience, reconnecting, silence, instructions, reconnects);
    }

    public GatewaySettings withPatience(Patience other) {
        return new GatewaySettings(
                live, buffer, bundling, other, reconnecting, silence, instructions, reconnects);
    }

    public GatewaySettings withReconnecting(Reconnecting other) {
        return new GatewaySettings(
                live, buffer, bundling, patience, other, silence, instructions, reconnects);
    }

    public GatewaySettings withSilence(Silence other) {
        return new GatewaySettings(
                live, buffer, bundling, patience, reconnecting, other, instructions, reconnects);
    }

    private static void positive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(key + " must be positive, not " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + " must be positive, not " + value);
        }
    }
}
