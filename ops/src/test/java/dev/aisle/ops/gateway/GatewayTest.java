package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.gateway.DeviceFeed.Outcome;
import dev.aisle.ops.gateway.GatewaySettings.Bundling;
import dev.aisle.ops.gateway.GatewaySettings.Patience;
import dev.aisle.ops.gateway.GatewaySettings.Reconnecting;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Credit;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.Hello;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Open;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole gateway against nodes on real ports.
class GatewayTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final DeviceId CAMERA = new DeviceId("cam-1");
    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final GatewaySettings SETTINGS =
            GatewaySettings.playback(ConfigFactory.load())
                    .withBundling(new Bundling(16, 100_000, Duration.ofMillis(1)))
                    .withPatience(
                            new Patience(
                                    Duration.ofMillis(200),
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(3),
                                    Duration.ofMillis(20)))
                    .withReconnecting(
                            new Reconnecting(
                                    Duration.ofMillis(5),
                                    Duration.ofMillis(50),
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(5)));

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everythingArrivesOnceAndInOrderThoughStreamsBreakAndNodesForget(long seed)
            throws Exception {
        var mind = new Unreliable(seed);
        var said = new TreeMap<String, List<Record>>();
        try (var one = new FakeNode(mind);
                var other = new FakeNode(mind);
                var gateway =
                        open(
                                List.of(one.address(), other.address()),
                                SETTINGS,
                                GatewayListener.NONE,
                                seed)) {
            for (var id : List.of("cam-1", "cam-2", "door-1", "shelf-1")) {
                said.put(id, speak(gateway.device(new DeviceId(id)), 1_000));
            }
            done(gateway.drained());
            mind.settle();
            done(gateway.awaitAcknowledged(EventTime.END));
            var report = gateway.report();
            var total = report.total();

            assertThat(
                            List.of(
                                    total.held(),
                                    total.rewoundBelowAcknowledged(),
                                    total.taken(),
                                    report.reconnects().stream()
                                            .filter(each -> each.lost().contains("EXHAUSTED"))
                                            .count()))
                    .as("seed %d", seed)
                    .isEqualTo(List.of(0L, 0L, 4_000L, 0L));
        }
        var arrived = new TreeMap<String, List<Record>>();
        said.keySet().forEach(id -> arrived.put(id, mind.log(id)));
        assertThat(arrived).as("seed %d", seed).isEqualTo(said);
    }

    @Test
    void theFirstMessageSaysWhoSpeaks() throws Exception {
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(node)) {
            done(gateway.device(CAMERA).begin(at(1)));
            var hello = node.heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(hello)
                    .isEqualTo(
                            GatewayMessage.newBuilder()
                                    .setHello(
                                            Hello.newBuilder()
                                                    .setStore("acme.north")
                                                    .setGateway("gw-1")
                                                    .setBoot(1)
                                                    .setSoftware("test")
                                                    .setProtocol(1))
                                    .build());
        }
    }

    @Test
    void aTokenThatIsNotValidEndsAPlayback() throws Exception {
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway =
                        Gateway.open(
                                identity(),
                                new GatewayAccess(List.of(node.address()), "guessed"),
                                SETTINGS,
                                GatewayListener.NONE)) {
            assertThat(done(gateway.stopped()))
                    .isEqualTo(new GatewayFault.TurnedAway("UNAUTHENTICATED", "no such token"));
        }
    }

    @Test
    void aNewerBootEndsALiveGateway() throws Exception {
        FakeNode.Mind mind =
                (talk, _) ->
                        talk.end(Status.FAILED_PRECONDITION.withDescription("boot 2 is known"));
        try (var node = new FakeNode(mind);
                var gateway =
                        open(
                                List.of(node.address()),
                                SETTINGS.withLive(true),
                                GatewayListener.NONE,
                                0)) {
            assertThat(done(gateway.stopped()))
                    .isEqualTo(
                            new GatewayFault.TurnedAway("FAILED_PRECONDITION", "boot 2 is known"));
        }
    }

    @Test
    void recordsOfItsBootThatItNeverSaidEndAGateway() throws Exception {
        FakeNode.Mind mind =
                (talk, message) -> {
                    if (message.hasBundle()) {
                        talk.say(acknowledged(CAMERA, 500, Optional.empty()));
                    } else {
                        takeAll(talk, message);
                    }
                };
        try (var node = new FakeNode(mind);
                var gateway = open(node)) {
            var _ = gateway.device(CAMERA).begin(new EventTime(5));

            assertThat(done(gateway.stopped())).isEqualTo(new GatewayFault.BootInUse(CAMERA, 1));
        }
    }

    @Test
    void aNodeThatSaysNothingIsLeftForAnother() throws Exception {
        try (var mute = new FakeNode((_, _) -> {});
                var node = new FakeNode(GatewayTest::takeAll);
                var gateway =
                        open(
                                List.of(mute.address(), node.address()),
                                SETTINGS.withPatience(
                                        new Patience(
                                                Duration.ofMillis(200),
                                                Duration.ofMillis(300),
                                                Duration.ofSeconds(1),
                                                Duration.ofMillis(20))),
                                GatewayListener.NONE,
                                0)) {
            var _ = gateway.device(CAMERA).begin(at(1));
            done(gateway.drained());

            assertThat(gateway.report().total().taken()).isEqualTo(1);
        }
    }

    @Test
    void aNodeThatHadNothingToAnswerForLongIsNotLeft() throws Exception {
        var now = new AtomicLong();
        var around = new Surroundings(Channels.plaintext(), new Random(0), now::get, () -> NOW);
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway =
                        Gateway.open(
                                identity(),
                                new GatewayAccess(List.of(node.address()), FakeNode.TOKEN),
                                SETTINGS,
                                GatewayListener.NONE,
                                around)) {
            done(gateway.device(CAMERA).begin(at(1)));
            done(gateway.drained());
            node.talk().say(acknowledged(CAMERA, 1, Optional.of(1L)));
            done(gateway.awaitAcknowledged(EventTime.END));
            now.addAndGet(SETTINGS.patience().unheard().multipliedBy(9).toNanos());
            done(gateway.device(CAMERA).covered(at(2)));
            done(gateway.drained());

            assertThat(gateway.report().connects()).isEqualTo(1);
        }
    }

    @Test
    void theReportNamesTheFirstRecordSentAgainAfterAReconnect() throws Exception {
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(node)) {
            done(gateway.device(CAMERA).begin(at(1)));
            done(gateway.device(CAMERA).pose(at(2), PoseFrame.getDefaultInstance()));
            done(gateway.drained());
            node.talk().end(Status.UNAVAILABLE.withDescription("killed"));
            done(
                    until(() ->
                            gateway.report().reconnects().stream()
                                    .anyMatch(each -> each.firstAcknowledged().isPresent())));
            var reconnect = gateway.report().reconnects().getFirst();

            assertThat(
                            List.of(
                                    reconnect.lost(),
                                    reconnect.firstResent(),
                                    reconnect.firstAcknowledged().orElseThrow().nextSeq()))
                    .isEqualTo(
                            List.of(
                                    "Status{code=UNAVAILABLE, description=killed, cause=null}",
                                    Optional.of(new GatewayReport.Named(CAMERA, 1, 1, at(2))),
                                    2L));
        }
    }

    @Test
    void anInstructionIsCarriedOutOnceAndConfirmedEachTimeItIsSaid() throws Exception {
        var carriedOut = new CopyOnWriteArrayList<String>();
        GatewayListener listener =
                new GatewayListener() {
                    @Override
                    public CompletionStage<Void> instructed(Instruction instruction) {
                        carriedOut.add(instruction.getId());
                        return CompletableFuture.completedStage(null);
                    }
                };
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(List.of(node.address()), SETTINGS, listener, 0)) {
            done(gateway.device(DOOR).begin(at(1)));
            done(gateway.drained());
            var open =
                    NodeMessage.newBuilder()
                            .setInstruction(
                                    Instruction.newBuilder()
                                            .setId("i-1")
                                            .setDevice(DOOR.value())
                                            .setOpen(Open.getDefaultInstance()))
                            .build();
            node.talk().say(open);
            done(until(() -> confirmed(node) == 1));
            node.talk().say(open);
            done(until(() -> confirmed(node) == 2));

            assertThat(carriedOut).containsExactly("i-1");
        }
    }

    @Test
    void aGapStandsInThePlaceOfWhatIsRefused() throws Exception {
        var refused = new CopyOnWriteArrayList<Long>();
        GatewayListener listener =
                new GatewayListener() {
                    @Override
                    public void refused(Refused word) {
                        refused.add(word.getSeq());
                    }
                };
        try (var node = new FakeNode(GatewayTest::refusePoses);
                var gateway = open(List.of(node.address()), SETTINGS, listener, 0)) {
            done(gateway.device(CAMERA).begin(at(1)));
            done(gateway.drained());
            done(gateway.device(CAMERA).pose(at(2), PoseFrame.getDefaultInstance()));
            done(gateway.drained());

            var gap = Said.gap(Optional.of(at(1)), at(2), GapReason.GAP_REASON_REFUSED);
            assertThat(List.of(refused, node.bundles().getLast().getRecordsList()))
                    .isEqualTo(List.of(List.of(1L), List.of(Kept.numbered(1, gap).record())));
        }
    }

    @Test
    void whoIsSilentIsNamedLive() throws Exception {
        var settings =
                SETTINGS.withLive(true)
                        .withSilence(
                                new GatewaySettings.Silence(
                                        Duration.ofMillis(100),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(1)));
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(List.of(node.address()), settings, GatewayListener.NONE, 0)) {
            done(gateway.device(CAMERA).begin(at(1)));
            done(until(() -> said(node).containsKey(1L)));

            assertThat(said(node).get(1L))
                    .isEqualTo(
                            Kept.numbered(
                                            1,
                                            Said.gap(
                                                    Optional.of(at(1)),
                                                    EventTime.of(NOW.minusSeconds(2)),
                                                    GapReason.GAP_REASON_SILENT))
                                    .record());
        }
    }

    /// Records that came, each as often as it may have been sent, by number.
    private static Map<Long, Record> said(FakeNode node) {
        var records = new HashMap<Long, Record>();
        node.bundles()
                .forEach(bundle ->
                        bundle.getRecordsList()
                                .forEach(record -> records.put(record.getSeq(), record)));
        return records;
    }

    @Test
    void aProducerWaitsWhileThereIsNoRoomUntilSomethingIsAcknowledged() throws Exception {
        var settings =
                SETTINGS.withBuffer(
                        new GatewaySettings.Buffer(9, 2, 10_000, 10_000, 100, 9, 90, 10));
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(List.of(node.address()), settings, GatewayListener.NONE, 0)) {
            var feed = gateway.device(CAMERA);
            done(feed.pose(at(1), PoseFrame.getDefaultInstance()));
            done(feed.pose(at(2), PoseFrame.getDefaultInstance()));
            var third = feed.pose(at(3), PoseFrame.getDefaultInstance());
            done(until(() -> gateway.report().total().taken() == 2));
            boolean early = third.toCompletableFuture().isDone();
            node.talk().say(acknowledged(CAMERA, 2, Optional.of(1L)));

            assertThat(List.of(early, done(third))).isEqualTo(List.of(false, Outcome.KEPT));
        }
    }

    @Test
    void whoDoesNotWaitIsRefused() throws Exception {
        var settings =
                SETTINGS.withBuffer(
                        new GatewaySettings.Buffer(9, 1, 10_000, 10_000, 100, 2, 90, 10));
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(List.of(node.address()), settings, GatewayListener.NONE, 0)) {
            var feed = gateway.device(CAMERA);
            done(feed.pose(at(1), PoseFrame.getDefaultInstance()));
            var _ = feed.pose(at(2), PoseFrame.getDefaultInstance());
            var _ = feed.pose(at(3), PoseFrame.getDefaultInstance());

            assertThat(fault(feed.pose(at(4), PoseFrame.getDefaultInstance())))
                    .isEqualTo(new GatewayFault.TooManyWaiting(CAMERA, 2));
        }
    }

    @Test
    void creditStopsADeviceAndLetsItGoOn() throws Exception {
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(node)) {
            var feed = gateway.device(CAMERA);
            done(feed.begin(at(1)));
            done(gateway.drained());
            node.talk().say(credit(0));
            node.talk().say(acknowledged(CAMERA, 1, Optional.of(1L)));
            done(gateway.awaitAcknowledged(CAMERA, at(1)));
            done(feed.pose(at(2), PoseFrame.getDefaultInstance()));
            var drained = gateway.drained();
            int before = node.bundles().size();
            node.talk().say(credit(9));
            done(drained);

            assertThat(List.of(before, node.bundles().size())).isEqualTo(List.of(1, 2));
        }
    }

    @Test
    void weightsThatDoNotFitTheirPlatesAreRefused() throws Exception {
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(node)) {
            var feed = gateway.device(new DeviceId("shelf-1"));

            assertThat(fault(feed.weights(at(1), new int[] {5, 5}, new float[5], 2)))
                    .isEqualTo(
                            new GatewayFault.WrongShape(
                                    new DeviceId("shelf-1"),
                                    "5 floats do not make 3 samples of 2 plates"));
        }
    }

    @Test
    void whoeverWaitsIsToldWhenTheGatewayCloses() {
        var nobody = List.of("localhost:1");
        var gateway = open(nobody, SETTINGS, GatewayListener.NONE, 0);
        var _ = gateway.device(CAMERA).begin(at(1));
        var drained = gateway.drained();
        gateway.close();

        assertThat(List.of(fault(drained), fault(gateway.device(CAMERA).end(at(2)))))
                .isEqualTo(List.of(new GatewayFault.Closed(), new GatewayFault.Closed()));
    }

    @Test
    void aListenerThatThrowsStopsTheGatewayAndSaysWhy() throws Exception {
        var wrong = new IllegalStateException("a bug");
        GatewayListener listener =
                new GatewayListener() {
                    @Override
                    public void acknowledged(
                            DeviceId device, long nextSeq, Optional<EventTime> until) {
                        throw wrong;
                    }
                };
        try (var node = new FakeNode(GatewayTest::takeAll);
                var gateway = open(List.of(node.address()), SETTINGS, listener, 0)) {
            var _ = gateway.device(CAMERA).begin(at(1));

            assertThat(done(gateway.stopped())).isEqualTo(new GatewayFault.Bug(wrong));
        }
    }

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static EventTime at(long micros) {
        return new EventTime(micros);
    }

    private static GatewayIdentity identity() {
        return new GatewayIdentity(new StoreId("acme.north"), new GatewayId("gw-1"), 1, "test");
    }

    private static Gateway open(FakeNode node) {
        return open(List.of(node.address()), SETTINGS, GatewayListener.NONE, 0);
    }

    private static Gateway open(
            List<String> nodes, GatewaySettings settings, GatewayListener listener, long seed) {
        return Gateway.open(
                identity(),
                new GatewayAccess(nodes, FakeNode.TOKEN),
                settings,
                listener,
                new Surroundings(
                        Channels.plaintext(), new Random(seed), System::nanoTime, () -> NOW));
    }

    private static List<Record> speak(DeviceFeed feed, int records) throws Exception {
        var said = new ArrayList<Record>();
        long seq = 0;
        CompletionStage<Outcome> last = CompletableFuture.completedStage(Outcome.KEPT);
        for (int i = 0; i < records; i++) {
            boolean batch = i % 3 == 1 && feed.device().value().startsWith("shelf");
            var unnumbered =
                    batch
                            ? Said.at(at(10L * i + 1)).setWeights(threeSamples(i)).build()
                            : Said.covered(at(10L * i + 1)).record();
            last = feed.record(unnumbered);
            said.add(unnumbered.toBuilder().setSeq(seq).build());
            seq += batch ? 3 : 1;
            if (i % 100 == 99) {
                done(last);
            }
        }
        return said;
    }

    private static WeightBatch threeSamples(int i) {
        return WeightBatch.newBuilder()
                .addAllGrams(List.of(1f * i, Float.NaN, 3f))
                .addAllStepUs(List.of(2, 3))
                .build();
    }

    /// Takes whatever comes, at once.
    private static void takeAll(FakeNode.Talk talk, GatewayMessage message) {
        if (message.hasHello()) {
            FakeNode.welcome(talk);
        } else if (message.hasBundle()) {
            var bundle = message.getBundle();
            var last = bundle.getRecords(bundle.getRecordsCount() - 1);
            talk.say(
                    acknowledged(
                            new DeviceId(bundle.getDevice()),
                            last.getSeq() + Store.count(last),
                            Optional.empty()));
        }
    }

    private static void refusePoses(FakeNode.Talk talk, GatewayMessage message) {
        var pose =
                message.getBundle().getRecordsList().stream().filter(Record::hasPose).findFirst();
        if (pose.isEmpty()) {
            takeAll(talk, message);
            return;
        }
        talk.say(
                NodeMessage.newBuilder()
                        .setRefused(
                                Refused.newBuilder()
                                        .setDevice(message.getBundle().getDevice())
                                        .setBoot(1)
                                        .setSeq(pose.get().getSeq())
                                        .setCode(RefusalCode.REFUSAL_CODE_WRONG_KIND))
                        .build());
    }

    private static NodeMessage acknowledged(DeviceId device, long next, Optional<Long> until) {
        var word = Acknowledged.newBuilder().setDevice(device.value()).setBoot(1).setNextSeq(next);
        until.ifPresent(word::setUntilUs);
        return NodeMessage.newBuilder().setAcknowledged(word).build();
    }

    private static long confirmed(FakeNode node) {
        return node.heard.stream().filter(GatewayMessage::hasConfirmed).count();
    }

    private static NodeMessage credit(int window) {
        return NodeMessage.newBuilder()
                .setCredit(Credit.newBuilder().setDevice(CAMERA.value()).setWindow(window))
                .build();
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static GatewayFault fault(CompletionStage<?> stage) {
        try {
            done(stage);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GatewayException gateway) {
                return gateway.fault();
            }
            throw new AssertionError(failed);
        } catch (Exception other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("it did not fail");
    }

    /// Looks again and again, up to the limit.
    private static CompletionStage<Void> until(BooleanSupplier fulfilled) throws TimeoutException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!fulfilled.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("not within " + LIMIT);
            }
            Thread.onSpinWait();
        }
        return CompletableFuture.completedStage(null);
    }

    /// A cluster that loses bundles, breaks streams, forgets what it took, and acknowledges late.
    private static final class Unreliable implements FakeNode.Mind {

        private final Random random;
        private final Store store = new Store();
        private boolean settled;

        /// How often something may still go wrong, lest a seed take minutes.
        private int trouble = 25;

        Unreliable(long seed) {
            random = new Random(seed);
        }

        @Override
        public synchronized void hear(FakeNode.Talk talk, GatewayMessage message) {
            if (message.hasHello()) {
                FakeNode.welcome(talk);
                return;
            }
            if (!message.hasBundle()) {
                return;
            }
            var device = message.getBundle().getDevice();
            int chance = settled ? 100 : random.nextInt(100);
            if (chance < 5 && trouble-- <= 0) {
                chance = 5;
            }
            if (chance == 0) {
                talk.end(Status.UNAVAILABLE);
                return;
            }
            if (chance == 1) {
                store.crash(device, random.nextBoolean());
                return;
            }
            if (chance < 5) {
                return;
            }
            if (chance < 30) {
                store.impatient();
            }
            store.take(message.getBundle()).forEach(talk::say);
            if (settled || chance < 30) {
                talk.say(store.acknowledge(device, settled ? 10_000 : random.nextInt(20)));
            }
        }

        /// From now on nothing goes wrong, and everything is acknowledged.
        synchronized void settle() {
            settled = true;
        }

        synchronized List<Record> log(String device) {
            return store.log(device);
        }
    }
}
