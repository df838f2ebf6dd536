package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.ReadSeqNum;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.testkit.javadsl.SnapshotTestKit;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencedEntityTest {

    private static final PersistenceId ID = PersistenceId.of("Notebook", "acme.lille-1");
    private static final Duration SOON = Duration.ofMillis(100);
    private static final FenceSettings SETTINGS =
            new FenceSettings(
                    100,
                    1_000,
                    Duration.ofMillis(10),
                    Duration.ofMillis(50),
                    Duration.ofMinutes(1),
                    Duration.ZERO);

    private static final ActorTestKit kit =
            ActorTestKit.create(
                    ConfigFactory.parseString(
                                    """
                                    pekko.persistence.testkit.events.serialize = off
                                    pekko.persistence.testkit.snapshots.serialize = off
                                    """)
                            .withFallback(PersistenceTestKitPlugin.getInstance().config())
                            .withFallback(PersistenceTestKitSnapshotPlugin.config())
                            .withFallback(ConfigFactory.load()));

    private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    private final SnapshotTestKit snapshots = SnapshotTestKit.create(kit.system());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final FakeEpochs epochs = new FakeEpochs();
    private final TestProbe<String> ears = kit.createTestProbe();
    private final TestProbe<Reading> reads = kit.createTestProbe();
    private final TestProbe<String> watch = kit.createTestProbe();
    private final List<ActorRef<?>> running = new ArrayList<>();

    /// What a notebook can be told.
    sealed interface Command {
        record Write(String word) implements Command {}

        record Say(String word) implements Command {}
    }

    sealed interface Event {
        record Started(long epoch) implements Event {}

        record Wrote(String word) implements Event {}
    }

    record Words(List<String> words) {}

    /// Writes each word down, and says it then.
    private final class Notebook extends FencedEntity<Command, Event, Words> {

        private final Deque<Command.Write> waiting = new ArrayDeque<>();

        private Notebook(ActorContext<Object> context, Fence fence) {
            super(ID, Command.class, context, fence);
        }

        @Override
        public Words emptyState() {
            return new Words(List.of());
        }

        @Override
        protected Event started(long epoch) {
            return new Event.Started(epoch);
        }

        @Override
        protected boolean isStarted(Event event) {
            return event instanceof Event.Started;
        }

        @Override
        protected Plan<Event> onStarted(Words state) {
            return Plan.say(() -> ears.ref().tell("started with " + state.words()));
        }

        @Override
        protected Plan<Event> onCommand(Words state, Command command) {
            return switch (command) {
                case Command.Say(var word) -> Plan.say(() -> ears.ref().tell(word));
                case Command.Write write when canWrite() -> write(write);
                case Command.Write write -> {
                    waiting.add(write);
                    yield Plan.nothing();
                }
            };
        }

        private Plan<Event> write(Command.Write write) {
            return Plan.write(new Event.Wrote(write.word()), () -> ears.ref().tell(write.word()));
        }

        @Override
        protected Plan<Event> onClear(Words state) {
            return waiting.isEmpty() ? Plan.nothing() : write(waiting.remove());
        }

        @Override
        protected Plan<Event> onTick(Words state) {
            return Plan.say(() -> ears.ref().tell("tick"));
        }

        @Override
        protected void onWritten(Words state, Event event) {
            log.add("written " + state.words());
        }

        @Override
        protected Words evolve(Words state, Event event) {
            return switch (event) {
                case Event.Started _ -> state;
                case Event.Wrote(var word) -> {
                    var words = new ArrayList<>(state.words());
                    words.add(word);
                    yield new Words(List.copyOf(words));
                }
            };
        }
    }

    /// An epoch is read, and the answer is up to the test.
    private record Reading(CompletableFuture<Long> answer) {}

    /// A register that can be out of reach, and whose answers can be kept back: those that confirm
    /// a write, not the one that is given after the replay ([FencedStartTest] looks at that).
    private final class FakeEpochs implements Epochs {

        private long epoch;
        private int unreachable;
        private boolean held;
        private boolean replaying;
        private boolean silent;

        @Override
        public synchronized CompletionStage<Long> raise(String persistenceId) {
            log.add("raise");
            if (unreachable > 0) {
                unreachable--;
                return CompletableFuture.failedFuture(new IllegalStateException("no database"));
            }
            if (silent) {
                return new CompletableFuture<>();
            }
            epoch++;
            replaying = true;
            return CompletableFuture.completedFuture(epoch);
        }

        @Override
        public synchronized CompletionStage<Long> read(String persistenceId) {
            log.add("read");
            boolean afterReplay = replaying;
            replaying = false;
            if (!held || afterReplay) {
                return CompletableFuture.completedFuture(epoch);
            }
            var answer = new CompletableFuture<Long>();
            reads.ref().tell(new Reading(answer));
            return answer;
        }

        private synchronized void hold() {
            held = true;
        }

        private synchronized void neverRaise() {
            silent = true;
        }

        private synchronized void failToRaise(int times) {
            unreachable = times;
        }
    }

    private final class Watch implements FenceWatch {
        @Override
        public void fenced(String persistenceId, long own, long found, long number) {
            watch.ref().tell(persistenceId + " of epoch " + own + " found " + found);
        }

        @Override
        public void dropped(String persistenceId) {
            watch.ref().tell(persistenceId + " drops");
        }

        @Override
        public void started(String persistenceId, long epoch, long number) {}
    }

    private final class LoggingPolicy implements ProcessingPolicy<JournalOperation> {
        @Override
        public ProcessingResult tryProcess(String persistenceId, JournalOperation operation) {
            if (operation.equals(ReadSeqNum.getInstance())) {
                log.add("replay");
            } else if (operation instanceof WriteEvents) {
                log.add("persist");
            }
            return ProcessingSuccess.getInstance();
        }
    }

    @BeforeEach
    void clear() {
        journal.clearAll();
        snapshots.clearAll();
    }

    @AfterEach
    void stopAll() {
        running.forEach(kit::stop);
        journal.resetPolicy();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Command> start() {
        return start(SETTINGS);
    }

    private ActorRef<Command> start(FenceSettings settings) {
        Behavior<Command> behavior =
                FencedEntity.raising(ID, epochs, settings, new Watch(), Notebook::new);
        var started = kit.spawn(behavior);
        running.add(started);
        return started;
    }

    private CompletableFuture<Long> nextRead() {
        return reads.receiveMessage().answer();
    }

    private void awaitRead() {
        reads.receiveMessage();
    }

    private List<Object> persisted() {
        return journal.persistedInStorage(ID.id());
    }

    @Test
    void raisesItsEpochReadsTheJournalAndReadsItsEpochBeforeAndAfterItsFirstWrite() {
        journal.withPolicy(new LoggingPolicy());
        start();
        ears.expectMessage("started with []");
        assertThat(List.copyOf(log))
                .startsWith("raise", "replay")
                .endsWith("read", "persist", "read");
    }

    @Test
    void writesStartedBeforeWhatItWasToldMeanwhile() {
        epochs.hold();
        start().tell(new Command.Write("a"));
        nextRead().complete(1L);
        awaitRead();
        assertThat(persisted()).containsExactly(new Event.Started(1), new Event.Wrote("a"));
    }

    @Test
    void saysNothingBeforeItIsConfirmed() {
        epochs.hold();
        start().tell(new Command.Write("a"));
        nextRead().complete(1L);
        ears.expectMessage("started with []");
        var confirmation = nextRead();
        ears.expectNoMessage(SOON);
        confirmation.complete(1L);
        ears.expectMessage("a");
    }

    @Test
    void wordsThatFollowFromNoWriteWaitBehindTheOpenOne() {
        epochs.hold();
        var notebook = start();
        notebook.tell(new Command.Write("a"));
        notebook.tell(new Command.Say("b"));
        nextRead().complete(1L);
        ears.expectMessage("started with []");
        var confirmation = nextRead();
        ears.expectNoMessage(SOON);
        confirmation.complete(1L);
        assertThat(List.of(ears.receiveMessage(), ears.receiveMessage())).containsExactly("a", "b");
    }

    @Test
    void writesTheNextOnlyOnceTheOneBeforeIsConfirmed() {
        epochs.hold();
        var notebook = start();
        notebook.tell(new Command.Write("a"));
        notebook.tell(new Command.Write("b"));
        nextRead().complete(1L);
        var first = nextRead();
        reads.expectNoMessage(SOON);
        var before = persisted();
        first.complete(1L);
        awaitRead();
        assertThat(List.of(before.size(), persisted().size())).containsExactly(2, 3);
    }

    @Test
    void whoFindsAHigherEpochSaysNothingMore() {
        epochs.hold();
        var notebook = start();
        nextRead().complete(1L);
        ears.expectMessage("started with []");
        notebook.tell(new Command.Write("a"));
        notebook.tell(new Command.Say("b"));
        nextRead().complete(2L);
        ears.expectNoMessage(SOON);
    }

    @Test
    void whoFindsAHigherEpochIsNamedAndStops() {
        epochs.hold();
        var notebook = start();
        nextRead().complete(2L);
        watch.expectMessage("Notebook|acme.lille-1 of epoch 1 found 2");
        watch.expectTerminated(notebook);
    }

    @Test
    void whatTheStashCantHoldIsCounted() {
        epochs.neverRaise();
        var one =
                new FenceSettings(
                        1,
                        1_000,
                        SETTINGS.backoffMin(),
                        SETTINGS.backoffMax(),
                        SETTINGS.tick(),
                        Duration.ZERO);
        var notebook = start(one);
        notebook.tell(new Command.Say("held"));
        notebook.tell(new Command.Say("dropped"));
        notebook.tell(new Command.Say("dropped"));

        assertThat(watch.receiveSeveralMessages(2)).containsOnly(ID.id() + " drops");
        watch.expectNoMessage(SOON);
    }

    @Test
    void beginsAgainUntilItsEpochCanBeRaised() {
        epochs.failToRaise(3);
        start();
        ears.expectMessage("started with []");
        assertThat(log.stream().filter("raise"::equals)).hasSize(4);
    }

    @Test
    void beginsAgainWhereItsEpochCantBeRead() {
        epochs.hold();
        var notebook = start();
        nextRead().complete(1L);
        ears.expectMessage("started with []");
        notebook.tell(new Command.Write("a"));
        nextRead().completeExceptionally(new IllegalStateException("no database"));
        nextRead().complete(2L);
        ears.expectMessage("started with [a]");
        assertThat(persisted())
                .containsExactly(new Event.Started(1), new Event.Wrote("a"), new Event.Started(2));
    }

    @Test
    void anAnswerToAnEarlierIncarnationConfirmsNothing() {
        epochs.hold();
        var notebook = start();
        var first = nextRead();
        kit.stop(notebook);
        start();
        awaitRead();
        first.complete(1L);
        ears.expectNoMessage(SOON);
    }

    @Test
    void takesASnapshotAtStartedAlone() {
        var notebook = start();
        notebook.tell(new Command.Write("a"));
        ears.expectMessage("started with []");
        ears.expectMessage("a");
        kit.stop(notebook);
        start();
        ears.expectMessage("started with [a]");
        assertThat(snapshots.persistedInStorage(ID.id()))
                .extracting(snapshot -> snapshot.second())
                .last()
                .isEqualTo(new Words(List.of("a")));
    }

    @Test
    void renewsItselfAfterSoManyEventsAndLosesNoWord() {
        var few =
                new FenceSettings(
                        100,
                        2,
                        SETTINGS.backoffMin(),
                        SETTINGS.backoffMax(),
                        SETTINGS.tick(),
                        Duration.ZERO);
        var notebook = start(few);
        notebook.tell(new Command.Write("a"));
        notebook.tell(new Command.Write("b"));
        ears.expectMessage("started with []");
        ears.expectMessage("a");
        ears.expectMessage("b");
        ears.expectMessage("started with [a, b]");
        assertThat(persisted()).last().isEqualTo(new Event.Started(2));
    }

    @Test
    void aDrillDelaysTheConfirmation() {
        epochs.hold();
        start(
                new FenceSettings(
                        100,
                        1_000,
                        SETTINGS.backoffMin(),
                        SETTINGS.backoffMax(),
                        SETTINGS.tick(),
                        Duration.ofMillis(300)));
        journal.expectNextPersisted(ID.id(), new Event.Started(1));
        reads.expectNoMessage(SOON);
        awaitRead();
    }

    @Test
    void remindsItselfOnceItHasStarted() {
        start(
                new FenceSettings(
                        100,
                        1_000,
                        SETTINGS.backoffMin(),
                        SETTINGS.backoffMax(),
                        Duration.ofMillis(20),
                        Duration.ZERO));
        ears.expectMessage("started with []");
        ears.expectMessage("tick");
    }

    @Test
    void whatIsWrittenIsKnownToTheShellBeforeItIsConfirmed() {
        epochs.hold();
        start().tell(new Command.Write("a"));
        nextRead().complete(1L);
        awaitRead();
        assertThat(log).last().isEqualTo("read");
        assertThat(log).contains("written [a]");
    }
}
