package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Adopted;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.AttributorEvent.DecidedWithout;
import dev.aisle.protocols.attribution.AttributorReply.Basket;
import dev.aisle.protocols.attribution.AttributorReply.Live;
import dev.aisle.protocols.attribution.AttributorReply.Person;
import dev.aisle.protocols.attribution.AttributorReply.Status;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// The rules of a store's Attributor: hears what devices report and decides, in event time, who
/// took what. It holds what is heard and not yet handled; what is certain is in the [Attribution]
/// that it is given.
public final class Attributor {

    private final StoreId store;
    private final AttributionSettings settings;
    private final Inbox inbox;
    private final Plans plans = new Plans();
    private int serving;

    /// The frontier at which there was nothing to write, since the last event.
    private Optional<EventTime> nothingAt = Optional.empty();

    public Attributor(StoreId store, AttributionSettings settings) {
        this.store = store;
        this.settings = settings;
        this.inbox = new Inbox(settings);
    }

    /// Takes a report as far as it goes on from what is known.
    ///
    /// @return the time from which the device must report again, where something lies between
    public Optional<EventTime> hear(Report report, Attribution state) {
        serve(state);
        return inbox.hear(report, state.handledTo())
                ? Optional.empty()
                : Optional.ofNullable(inbox.coverage().get(report.device()));
    }

    /// The next step; absent where there is nothing to write. Where there was nothing, there is
    /// nothing until the frontier has moved or something came to light from before it: a step
    /// handles what lies before the frontier, of which all devices have told.
    public Optional<Advanced> step(Attribution state) {
        serve(state);
        var frontier = inbox.frontier();
        boolean news = inbox.takeNews();
        if (!news && nothingAt.equals(Optional.of(frontier))) {
            return Optional.empty();
        }
        var step = Step.of(store, settings, plans, state, inbox);
        nothingAt = step.isPresent() ? Optional.empty() : Optional.of(frontier);
        return step;
    }

    /// A policy's word that waiting is over: the devices that are furthest behind, up to where the
    /// others are; absent where all have come as far.
    public Optional<DecidedWithout> without(Attribution state) {
        serve(state);
        var frontier = inbox.frontier();
        var late = behind();
        if (late.isEmpty()) {
            return Optional.empty();
        }
        return inbox.coverage().entrySet().stream()
                .filter(entry -> !inbox.isResting(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(reached -> reached.isAfter(frontier))
                .min(EventTime::compareTo)
                .or(() -> lastWait(state, late))
                .map(to -> new DecidedWithout(late, frontier, to));
    }

    /// Where all others have said their last word: the end of every wait that began.
    private Optional<EventTime> lastWait(Attribution state, List<DeviceId> late) {
        boolean waits =
                late.size() < inbox.coverage().size()
                        && (inbox.last().isPresent()
                                || !state.tracks().isEmpty()
                                || !state.visits().values().stream().allMatch(Visit::complete));
        var last = EventTime.max(inbox.frontier(), inbox.last().orElse(EventTime.BEGINNING));
        return waits
                ? Optional.of(
                        last.plus(settings.unseen())
                                .plus(settings.exitMargin())
                                .plus(settings.lookAhead()))
                : Optional.empty();
    }

    /// An event of the journal has become certain.
    ///
    /// @param state with the event
    public void happened(AttributorEvent event, Attribution state) {
        nothingAt = Optional.empty();
        switch (event) {
            case Advanced _ ->
                    inbox.handled(state.handledTo(), state.neededFrom(), state.missing());
            case DecidedWithout given -> inbox.giveUp(given, state.handledTo());
            case Adopted _,
                    AttributorEvent.Started _,
                    AttributorEvent.Settled _,
                    AttributorEvent.Instructed _ ->
                    serve(state);
        }
    }

    /// Waits for the devices of the blueprint in force.
    private void serve(Attribution state) {
        var reached = inbox.isClosed() ? EventTime.END : inbox.frontier();
        var force =
                state.blueprintAt(reached)
                        .or(() -> state.blueprints().stream().findFirst())
                        .filter(adopted -> adopted.version() > serving);
        force.ifPresent(adopted -> {
            serving = adopted.version();
            inbox.serve(adopted.blueprint(), state);
        });
        inbox.awaitBlueprint(
                state.blueprints().stream()
                        .filter(adopted -> adopted.version() > serving)
                        .findFirst()
                        .map(Adopted::from)
                        .orElse(EventTime.END));
    }

    /// How far the store has come, as devices may know it.
    public Progress progress(Attribution state) {
        return new Progress(state.handledTo(), state.neededFrom(), frontier(state));
    }

    /// Once a store is closed, time goes on alone.
    private EventTime frontier(Attribution state) {
        return EventTime.max(inbox.frontier(), state.handledTo());
    }

    /// Devices whose coverage ends at the frontier, and which therefore hold everybody back.
    public List<DeviceId> behind() {
        var frontier = inbox.frontier();
        return inbox.coverage().entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(frontier))
                .filter(entry -> !inbox.isResting(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Devices in service, and how far each has come.
    public SortedMap<DeviceId, EventTime> coverage() {
        return inbox.coverage();
    }

    /// What kind of device it is; absent where it is not in service.
    public Optional<DeviceKind> kind(DeviceId device) {
        return inbox.kind(device);
    }

    /// Who is in the store, and what each holds.
    public Live live(Attribution state) {
        var people = new ArrayList<Person>();
        inbox.whereabouts()
                .forEach((track, pose) ->
                        pose.head()
                                .map(head -> new Person(track, pose.at(), head, hands(pose)))
                                .ifPresent(people::add));
        return new Live(
                store,
                frontier(state),
                state.handledTo(),
                people,
                state.visits().entrySet().stream()
                        .map(entry -> basket(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparing(Basket::entered)
                                        .thenComparing(each -> each.visit().value()))
                        .toList());
    }

    private static List<Position> hands(Pose pose) {
        return Stream.of(pose.left(), pose.right()).flatMap(Optional::stream).toList();
    }

    private static Basket basket(VisitId id, Visit visit) {
        var sum = visit.sum();
        return new Basket(
                id,
                visit.track(),
                visit.opened(),
                visit.payer().isPresent(),
                visit.changes().size(),
                sum.lines(),
                sum.total(),
                visit.ended().map(Visit.Ended::at));
    }

    /// What an operator is told.
    public Status status(Attribution state) {
        int open = (int) state.visits().values().stream().filter(v -> v.ended().isEmpty()).count();
        boolean ended =
                inbox.isClosed() && inbox.last().isEmpty() && open == 0 && state.tracks().isEmpty();
        return new Status(
                store,
                state.blueprints().isEmpty() ? 0 : state.blueprints().getLast().version(),
                progress(state),
                inbox.told(),
                open,
                state.visits().size() - open,
                state.decisions(),
                ended);
    }
}
