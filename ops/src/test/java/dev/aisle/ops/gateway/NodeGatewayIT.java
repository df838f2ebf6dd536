package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.Record;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The example gateway in Node.js, a process of its own, says of a recording what the importer
/// says.
///
/// It needs Node.js, `npm ci` in `ops/examples/node-gateway` and the system property
/// `aisle.recording`; it is skipped without.
class NodeGatewayIT {

    private static final long LIMIT_SECONDS = 120;

    private final Store store = new Store();

    @Test
    void aRecordingIsTheSameFromNodeAndFromTheImporter() throws Exception {
        var home = Path.of(System.getProperty("aisle.home", ".."));
        var folder = NodeGateway.orSkip(home);
        var property = System.getProperty("aisle.recording", "");
        assumeTrue(!property.isEmpty(), "skipped: no recording; run with -Daisle.recording=DIR");
        var recording = Path.of(property);

        String output;
        try (var node = new FakeNode(this::takeAndAcknowledge)) {
            output = play(folder, home, node.address(), recording);
        }

        var imported = imported(recording);
        var arrived = new TreeMap<String, List<Record>>();
        imported.keySet().forEach(device -> arrived.put(device, store.log(device)));
        assertThat(arrived).as(output).isEqualTo(imported);
    }

    private static String play(Path folder, Path home, String node, Path recording)
            throws Exception {
        var process =
                new ProcessBuilder(
                                "node",
                                folder.resolve("gateway.js").toString(),
                                "--proto",
                                home.resolve(
                                                "protocols/src/main/proto/aisle/device/v1/device.proto")
                                        .toString(),
                                "--node",
                                node,
                                "--token",
                                FakeNode.TOKEN,
                                "--store",
                                "acme.north",
                                "--recording",
                                recording.toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private synchronized void takeAndAcknowledge(FakeNode.Talk talk, GatewayMessage message) {
        if (message.hasHello()) {
            FakeNode.welcome(talk);
        } else if (message.hasBundle()) {
            store.take(message.getBundle()).forEach(talk::say);
            talk.say(store.acknowledge(message.getBundle().getDevice(), Integer.MAX_VALUE));
        }
    }

    private static Map<String, List<Record>> imported(Path recording) {
        var imported = new TreeMap<String, List<Record>>();
        try (var feeds = AutoCheckoutRecording.open(recording).feed(FeedOrder.EVENT_TIME)) {
            while (feeds.hasNext()) {
                var feed = feeds.next();
                var records =
                        imported.computeIfAbsent(feed.device().value(), _ -> new ArrayList<>());
                long next = 0;
                if (!records.isEmpty()) {
                    next = records.getLast().getSeq() + Store.count(records.getLast());
                }
                records.add(Kept.numbered(next, said(feed)).record());
            }
        }
        return imported;
    }

    private static Said said(Feed feed) {
        return switch (feed) {
            case Feed.Begin(_, var at, _) -> Said.begin(at);
            case Feed.Covered(_, var at, _) -> Said.covered(at);
            case Feed.End(_, var at, _) -> Said.end(at);
            case Feed.Pose(_, var at, _, var frame) -> Said.of(Said.at(at).setPose(frame).build());
            case Feed.Weights(_, var at, _, var batch) ->
                    Said.of(Said.at(at).setWeights(batch).build());
            case Feed.Door(_, var at, _, var event) -> Said.of(Said.at(at).setDoor(event).build());
            case Feed.Terminal(_, var at, _, var event) ->
                    Said.of(Said.at(at).setTerminal(event).build());
        };
    }
}
