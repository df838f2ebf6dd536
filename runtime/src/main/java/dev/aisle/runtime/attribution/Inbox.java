package dev.aisle.runtime.attribution;

import static dev.aisle.protocols.device.v1.DeviceKind.DEVICE_KIND_CAMERA;
import static dev.aisle.protocols.device.v1.DeviceKind.DEVICE_KIND_DOOR;
import static dev.aisle.protocols.device.v1.DeviceKind.DEVICE_KIND_SHELF;
import static dev.aisle.protocols.device.v1.DeviceKind.DEVICE_KIND_TERMINAL;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.runtime.kernel.Gaps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What devices have told and is not yet handled, and how far each has come (rule 5). Nothing of it
/// is in the journal: after a restart the devices say it again.
public final class Inbox {

    private final AttributionSettings settings;
    private final TreeMap<DeviceId, EventTime> coverage = new TreeMap<>();
    private final Rest rest = new Rest();
    private final TreeSet<DeviceId> cameras = new TreeSet<>();
    private final TreeSet<DeviceId> shelves = new TreeSet<>();
    private final TreeMap<DeviceId, DeviceKind> kinds = new TreeMap<>();
    private final TreeMap<DeviceId, EventTime> open = new TreeMap<>();
    private final TreeSet<Input> inputs = new TreeSet<>();

    /// The interactions among the inputs: few, where sightings are many.
    private final TreeMap<InteractionId, Interaction> waiting = new TreeMap<>();

    private final TreeMap<EventTime, TreeMap<DeviceId, Sighting>> sightings = new TreeMap<>();
    private final TreeMap<TrackId, Pose> whereabouts = new TreeMap<>();
    private final ArrayList<Missing> gaps = new ArrayList<>();
    private EventTime frontier = EventTime.BEGINNING;

    /// Of the devices that have more to say; sought again once the device that had it has come
    /// further.
    private Optional<EventTime> least = Optional.empty();

    private boolean leastKnown;
    private EventTime nextBlueprint = EventTime.END;

    /// Something came to light that does not lie beyond the frontier.
    private boolean news;

    public Inbox(AttributionSettings settings) {
        this.settings = settings;
    }

    /// Which devices are waited for. One that is new begins where the state says that all was
    /// handled: what it says of earlier times was handled, or is not missed.
    public void serve(Blueprint blueprint, Attribution state) {
        kinds.clear();
        blueprint.cameras().forEach(each -> kinds.put(each.device(), DEVICE_KIND_CAMERA));
        blueprint.rows().forEach(each -> kinds.put(each.device(), DEVICE_KIND_SHELF));
        blueprint.doors().forEach(each -> kinds.put(each.device(), DEVICE_KIND_DOOR));
        blueprint.terminals().forEach(each -> kinds.put(each.device(), DEVICE_KIND_TERMINAL));
        pick(DEVICE_KIND_CAMERA, cameras);
        pick(DEVICE_KIND_SHELF, shelves);
        var served = kinds.keySet();
        leastKnown = false;
        coverage.keySet().retainAll(served);
        rest.retain(served);
        open.keySet().retainAll(shelves);
        for (var device : served) {
            if (coverage.putIfAbsent(device, start(device, state)) == null) {
                rest.serve(device, state);
            }
        }
        for (var shelf : shelves) {
            open.putIfAbsent(shelf, rest.has(shelf) ? EventTime.END : EventTime.BEGINNING);
        }
        for (var given : state.without()) {
            giveUp(given, state.handledTo());
        }
    }

    private void pick(DeviceKind kind, Set<DeviceId> into) {
        into.clear();
        kinds.forEach((device, each) -> {
            if (each == kind) {
                into.add(device);
            }
        });
    }

    private EventTime start(DeviceId device, Attribution state) {
        return cameras.contains(device) ? regain(state.neededFrom()) : state.handledTo();
    }

    /// Where cameras must begin, so that everything that a decision may still look at is there
    /// (rule 9).
    private EventTime regain(EventTime neededFrom) {
        return neededFrom.minus(settings.lookBack()).minus(settings.step());
    }

    /// Takes a report as far as it goes on from what is known.
    ///
    /// @return whether it does; if not, the device must say what lies between
    public boolean hear(Report report, EventTime handledTo) {
        var device = report.device();
        if (!coverage.containsKey(device)) {
            return true;
        }
        if (rest.isOverWith(report)) {
            wake(device, handledTo);
        }
        var known = reached(device);
        if (report.from().isAfter(known)) {
            return false;
        }
        if (!report.to().isBefore(known)) {
            covered(device, known, report.to());
        }
        for (var gap : report.gaps()) {
            lack(device, gap, known, handledTo);
        }
        rest.tooLate(report).ifPresent(gap -> lack(device, gap, known, handledTo));
        hearWord(report);
        switch (report.content()) {
            case Report.Sightings(var seen) ->
                    seen.forEach(sighting -> see(device, sighting, handledTo));
            case Report.Interactions(var settled, var oldest) -> {
                for (var interaction : settled) {
                    add(new Input.Felt(interaction));
                }
                if (!report.to().isBefore(known)) {
                    open.put(device, oldest);
                }
            }
            case Report.Doors(var events) ->
                    events.forEach(event -> await(new Input.Passed(device, event), handledTo));
            case Report.Taps(var taps) ->
                    taps.forEach(tap -> await(new Input.Tapped(device, tap), handledTo));
        }
        return true;
    }

    /// Once a store is closed nothing moves its frontier, and all that is heard is news.
    private void hearWord(Report report) {
        boolean rested = rest.has(report.device());
        rest.heard(report);
        leastKnown &= rested == rest.has(report.device());
        news |= isClosed();
    }

    /// A device begins again after its last word. If it is the first of a store in which all had
    /// ended, the store opens again, and all are waited for.
    private void wake(DeviceId device, EventTime handledTo) {
        var awake = isClosed() ? List.copyOf(coverage.keySet()) : List.of(device);
        leastKnown = false;
        news = true;
        for (var each : awake) {
            rest.wake(each, handledTo);
            coverage.merge(each, handledTo, EventTime::max);
            open.computeIfPresent(each, (_, _) -> EventTime.BEGINNING);
        }
    }

    private EventTime reached(DeviceId device) {
        return Objects.requireNonNull(coverage.get(device), device::value);
    }

    private void covered(DeviceId device, EventTime known, EventTime to) {
        coverage.put(device, to);
        leastKnown &= least.map(known::isAfter).orElse(true);
    }

    private void lack(DeviceId device, Gap named, EventTime known, EventTime handledTo) {
        var from =
                named.from().equals(EventTime.BEGINNING)
                        ? EventTime.min(known, named.to())
                        : named.from();
        var gap = new Gap(from, named.to(), named.reason());
        var missing = new Missing(device, gap);
        if (!Gaps.cover(gaps, missing) && gap.from().isBefore(gap.to())) {
            gaps.add(missing);
            news = true;
            if (!cameras.contains(device)) {
                await(new Input.Lacked(device, gap), handledTo);
            }
        }
    }

    private void see(DeviceId camera, Sighting sighting, EventTime handledTo) {
        sightings.computeIfAbsent(sighting.at(), _ -> new TreeMap<>()).put(camera, sighting);
        for (var person : sighting.people()) {
            if (!person.poses().isEmpty()) {
                whereabouts.merge(person.track(), person.poses().getLast(), Inbox::newer);
            }
        }
        await(new Input.Saw(camera, sighting), handledTo);
    }

    private static Pose newer(Pose known, Pose told) {
        return told.at().isAfter(known.at()) && told.head().isPresent() ? told : known;
    }

    private void await(Input input, EventTime handledTo) {
        if (input.at().isAfter(handledTo)) {
            add(input);
        }
    }

    private void add(Input input) {
        inputs.add(input);
        if (input instanceof Input.Felt felt) {
            waiting.put(felt.interaction().id(), felt.interaction());
        }
        news |= !input.at().isAfter(frontier);
    }

    /// Whether something came to light, since this was last asked, that does not lie beyond the
    /// frontier: late, or a gap.
    boolean takeNews() {
        boolean taken = news;
        news = false;
        return taken;
    }

    /// A policy gave up waiting: what these devices have to say of the interval counts as missing.
    void giveUp(AttributorEvent.DecidedWithout given, EventTime handledTo) {
        for (var device : given.devices()) {
            var known = coverage.get(device);
            if (known != null && !rest.has(device) && given.to().isAfter(known)) {
                covered(device, known, given.to());
                open.computeIfPresent(device, (_, oldest) -> EventTime.max(oldest, given.to()));
                var gap = new Gap(known, given.to(), GapReason.GAP_REASON_SILENT);
                lack(device, gap, known, handledTo);
            }
        }
    }

    /// The least coverage of the devices in service that have more to say; it never goes back. It
    /// stands still where another blueprint begins to hold until the devices of that are in
    /// service, or what they have to say of the time after would come too late.
    public EventTime frontier() {
        if (!leastKnown) {
            least = awake().map(coverage::get).min(EventTime::compareTo);
            leastKnown = true;
        }
        least.map(reached -> EventTime.min(reached, nextBlueprint))
                .ifPresent(reached -> frontier = EventTime.max(frontier, reached));
        return frontier;
    }

    /// Whether all devices have said their last word, so that time runs on (rule 2).
    boolean isClosed() {
        return !coverage.isEmpty() && rest.count() == coverage.size();
    }

    /// The last of all last words.
    EventTime closedAt() {
        return rest.lastWord();
    }

    private Stream<DeviceId> awake() {
        return coverage.keySet().stream().filter(device -> !rest.has(device));
    }

    /// @param from when the blueprint after the one that is served begins to hold; `END`: there is
    ///   none
    void awaitBlueprint(EventTime from) {
        nextBlueprint = from;
    }

    /// Devices that have said their last word, and when, and of which nothing is needed any more
    /// once all up to `to` is handled. One that has ended but is ahead of the others is not among
    /// them: after a restart it must say again what is not handled.
    ///
    /// @param frontier gaps that begin before it are in the journal then
    SortedMap<DeviceId, EventTime> ended(EventTime to, EventTime neededFrom, EventTime frontier) {
        var ended = rest.lastWords();
        for (var input : inputs.descendingSet()) {
            if (!input.at().isAfter(to)) {
                break;
            }
            ended.remove(input.device());
        }
        sightings
                .tailMap(regain(neededFrom), false)
                .values()
                .forEach(seen -> ended.keySet().removeAll(seen.keySet()));
        gaps.stream()
                .filter(each -> !each.gap().from().isBefore(frontier))
                .forEach(each -> ended.remove(each.device()));
        return ended;
    }

    boolean serves(DeviceId device) {
        return coverage.containsKey(device);
    }

    /// Whether a device has said its last word.
    boolean isResting(DeviceId device) {
        return rest.has(device);
    }

    /// How far each device in service has come.
    public SortedMap<DeviceId, EventTime> coverage() {
        return Collections.unmodifiableSortedMap(coverage);
    }

    /// How far each device has told; of one that has said its last word, when it did.
    SortedMap<DeviceId, EventTime> told() {
        var told = new TreeMap<>(coverage);
        told.putAll(rest.lastWords());
        return told;
    }

    public boolean isCamera(DeviceId device) {
        return cameras.contains(device);
    }

    /// What kind of device it is; absent where it is not in service.
    public Optional<DeviceKind> kind(DeviceId device) {
        return Optional.ofNullable(kinds.get(device));
    }

    /// Inputs up to and including a time, in order.
    List<Input> upTo(EventTime to) {
        var due = new ArrayList<Input>();
        for (var input : inputs) {
            if (input.at().isAfter(to)) {
                break;
            }
            due.add(input);
        }
        return due;
    }

    /// The last of all inputs, if there is one.
    Optional<EventTime> last() {
        return inputs.isEmpty() ? Optional.empty() : Optional.of(inputs.last().at());
    }

    /// Interactions that are decided after this one, overlap with it and settled by `to`.
    List<Interaction> concurrent(Interaction interaction, EventTime to) {
        var found = new ArrayList<Interaction>();
        for (var input : inputs.tailSet(new Input.Felt(interaction), false)) {
            if (input.at().isAfter(to)) {
                break;
            }
            if (input instanceof Input.Felt(var other)
                    && !other.onset().isAfter(interaction.settled())) {
                found.add(other);
            }
        }
        return found;
    }

    /// Sightings of (from, to], by time and camera.
    NavigableMap<EventTime, ? extends SortedMap<DeviceId, Sighting>> sightings(
            EventTime from, EventTime to) {
        return sightings.subMap(from, false, to, true);
    }

    List<Missing> gaps() {
        return gaps;
    }

    /// The oldest onset of what is open or waits for its decision once all up to `handled` is
    /// decided, as far as the devices have told.
    EventTime oldestOnset(EventTime handled) {
        var oldest = open.values().stream().min(EventTime::compareTo).orElse(EventTime.END);
        for (var interaction : waiting.values()) {
            if (interaction.settled().isAfter(handled)) {
                oldest = EventTime.min(oldest, interaction.onset());
            }
        }
        return oldest;
    }

    /// What was handled is forgotten, but for sightings that a later decision may look at.
    ///
    /// @param noted gaps that are in the journal, and of which nobody needs to be told again.
    ///   Others lie beyond the frontier, so the horizon of devices bounds their number.
    void handled(EventTime to, EventTime neededFrom, List<Missing> noted) {
        while (!inputs.isEmpty() && !inputs.first().at().isAfter(to)) {
            inputs.removeFirst();
        }
        waiting.values().removeIf(interaction -> !interaction.settled().isAfter(to));
        sightings.headMap(neededFrom.minus(settings.lookBack()), false).clear();
        whereabouts.values().removeIf(pose -> !pose.at().plus(settings.unseen()).isAfter(to));
        gaps.removeIf(each -> Gaps.cover(noted, each));
    }

    /// Where people were last seen, as far as that is still of interest.
    SortedMap<TrackId, Pose> whereabouts() {
        return Collections.unmodifiableSortedMap(whereabouts);
    }
}
