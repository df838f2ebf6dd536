package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.AttributorEvent.BasketChange;
import dev.aisle.protocols.attribution.AttributorEvent.Happening;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.attribution.Finding;
import dev.aisle.protocols.attribution.Hypothesis;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Versions;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.Unpaid;
import dev.aisle.protocols.terminal.Tap;
import dev.aisle.runtime.kernel.Gaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One step of a store's Attributor: all inputs up to a time, in their order (rules 6 to 9, 11).
/// What comes out does not depend on how the way there is cut into steps.
final class Step {

    private final StoreId store;
    private final AttributionSettings settings;
    private final Inbox inbox;
    private final EventTime before;
    private final Course course;
    private final Plans plans;
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();

    /// No track is due before; sightings only move it later.
    private EventTime nextDue = EventTime.BEGINNING;

    private Step(
            StoreId store,
            AttributionSettings settings,
            Plans plans,
            Attribution state,
            Inbox inbox) {
        this.store = store;
        this.settings = settings;
        this.plans = plans;
        this.inbox = inbox;
        this.before = state.handledTo();
        this.course = new Course(state);
    }

    /// The step from what is handled to what the frontier allows; absent where there is nothing to
    /// write.
    static Optional<Advanced> of(
            StoreId store,
            AttributionSettings settings,
            Plans plans,
            Attribution state,
            Inbox inbox) {
        return new Step(store, settings, plans, state, inbox).take(state);
    }

    private Optional<Advanced> take(Attribution state) {
        boolean closed = inbox.isClosed();
        var frontier = closed ? EventTime.END : inbox.frontier();
        if (state.blueprints().isEmpty() || frontier.equals(EventTime.BEGINNING)) {
            return Optional.empty();
        }
        var to = closed ? lastWait() : EventTime.max(before, frontier.minus(settings.lookAhead()));
        learn(frontier);
        for (var input : inbox.upTo(to)) {
            unseenBefore(input.at());
            handle(input);
        }
        unseenBefore(to.plusMicros(1));
        complete(frontier, to);
        var neededFrom =
                EventTime.max(state.neededFrom(), EventTime.min(to, inbox.oldestOnset(to)));
        boolean worthWriting =
                !happenings.isEmpty()
                        || !missing.isEmpty()
                        || before.equals(EventTime.BEGINNING)
                        || !to.isBefore(before.plus(settings.quietStep()))
                        || (closed && to.isAfter(before));
        return worthWriting
                ? Optional.of(
                        new Advanced(
                                to,
                                neededFrom,
                                lastSeen(),
                                missing,
                                ended(state, inbox.ended(to, neededFrom, frontier)),
                                begun(state),
                                happenings))
                : Optional.empty();
    }

    /// All have said their last word: time runs on to the end of every open wait (rule 2), at least
    /// until nobody needs what cameras last saw, nor any of them lacks a window to go on from.
    private EventTime lastWait() {
        var dark = inbox.closedAt().plus(settings.lookBack()).plus(settings.exitMargin());
        return EventTime.max(dark, waitedFor());
    }

    private EventTime waitedFor() {
        var last = inbox.last().map(at -> EventTime.max(before, at)).orElse(before);
        for (var track : course.tracks.values()) {
            last = EventTime.max(last, track.lastSeen());
        }
        for (var visit : course.visits.values()) {
            last = visit.ended().isPresent() ? EventTime.max(last, visit.ended().get().at()) : last;
        }
        return inbox.last().isEmpty() && course.tracks.isEmpty() && allComplete()
                ? before
                : last.plus(settings.unseen()).plus(settings.exitMargin()).plus(allBlind(last));
    }

    private Duration allBlind(EventTime from) {
        long micros = blind(from, from.plus(settings.unseen()).plus(settings.exitMargin()));
        return Duration.ofNanos(micros * 1_000);
    }

    private boolean allComplete() {
        return course.visits.values().stream().allMatch(Visit::complete);
    }

    private void learn(EventTime frontier) {
        for (var gap : inbox.gaps()) {
            if (gap.gap().from().isBefore(frontier) && !course.lacks(gap)) {
                course.lack(gap);
                missing.add(gap);
            }
        }
    }

    private void emit(Happening happening) {
        happenings.add(happening);
        course.happen(happening, before);
    }

    private void handle(Input input) {
        switch (input) {
            case Input.Saw(_, var sighting) -> saw(sighting);
            case Input.Felt(var interaction) -> felt(interaction);
            case Input.Passed(var door, DoorEvent.Entered entered) -> entered(door, entered);
            case Input.Passed(var door, DoorEvent.Left left) -> left(door, left);
            case Input.Tapped(var terminal, var tap) -> tapped(terminal, tap);
            case Input.Lacked(var device, var gap) -> lacked(device, gap);
        }
    }

    private void saw(Sighting sighting) {
        for (var seen : sighting.people()) {
            var track = seen.track();
            if (!course.tracks.containsKey(track)) {
                open(track, sighting.at());
            }
            course.seen(track, sighting.at());
        }
    }

    private void open(TrackId track, EventTime at) {
        var awaited = course.awaited.get(track);
        var group =
                Optional.ofNullable(awaited)
                        .flatMap(Attribution.Awaited::payer)
                        .flatMap(course::openVisitOf);
        if (group.isPresent()) {
            emit(new AttributorEvent.Joined(track, group.get(), at, Optional.empty()));
        } else {
            openOwn(track, at, Optional.ofNullable(awaited));
        }
        nextDue = EventTime.min(nextDue, due(course.track(track)));
    }

    private void openOwn(TrackId track, EventTime at, Optional<Attribution.Awaited> awaited) {
        var blueprint = plans.at(course, at).blueprint();
        var visit = VisitIds.of(store, track, at);
        emit(
                new AttributorEvent.VisitOpened(
                        visit, track, at, blueprint.currency(), blueprint.taxMode()));
        awaited.ifPresent(known ->
                emit(
                        known.payer()
                                .<Happening>map(payer ->
                                        new AttributorEvent.PayerBound(
                                                visit, payer, at, Optional.empty(), 0))
                                .orElse(new AttributorEvent.StaffBound(visit, at))));
        var lost =
                course.missingBefore(at).stream()
                        .filter(each -> !inbox.isCamera(each.device()))
                        .filter(each -> each.gap().touches(at, at))
                        .toList();
        if (!lost.isEmpty()) {
            emit(new AttributorEvent.VisitMarked(visit, at, lost));
        }
    }

    private void entered(DeviceId door, DoorEvent.Entered entered) {
        entered.credential()
                .ifPresentOrElse(
                        shown -> entered(door, entered, shown), () -> admitted(door, entered));
    }

    private void entered(DeviceId door, DoorEvent.Entered entered, Credential shown) {
        if (shown instanceof Credential.Invalid(var why)) {
            emit(new AttributorEvent.TapRefused(door, entered.seq(), entered.at(), why));
            return;
        }
        var track = entered.track().or(() -> nearestTo(entered));
        if (track.isEmpty()) {
            refuse(door, entered);
            return;
        }
        if (shown instanceof Credential.Staff && somebodyPaysFor(track.get())) {
            var why = Refuse.Reason.REASON_ALREADY_BOUND;
            emit(new AttributorEvent.TapRefused(door, entered.seq(), entered.at(), why));
            return;
        }
        switch (shown) {
            case Credential.Staff _ -> badge(track.get(), entered.at());
            case Credential.Payer(var payer) -> bind(track.get(), payer, entered.at());
            case Credential.Invalid _ -> {}
        }
        admitted(door, entered);
    }

    /// A badge writes off a whole visit, so it is worth nothing in one that somebody pays for: that
    /// may be a group's.
    private boolean somebodyPaysFor(TrackId track) {
        var known = course.tracks.get(track);
        var awaited = course.awaited.get(track);
        return known == null
                ? awaited != null && awaited.payer().isPresent()
                : course.visit(known.visit()).payer().isPresent();
    }

    private void admitted(DeviceId door, DoorEvent.Entered entered) {
        if (entered.asks()) {
            emit(new AttributorEvent.DoorOpened(door, entered.seq(), entered.at()));
        }
    }

    private void badge(TrackId track, EventTime at) {
        var known = course.tracks.get(track);
        if (known == null) {
            emit(new AttributorEvent.StaffAwaited(track, at));
        } else if (!course.visit(known.visit()).isStaff()) {
            emit(new AttributorEvent.StaffBound(known.visit(), at));
        }
    }

    /// Whoever comes in with the payer of somebody inside is of that group.
    private void bind(TrackId track, PayerReference payer, EventTime at) {
        var known = course.tracks.get(track);
        if (known == null) {
            emit(new AttributorEvent.PayerAwaited(track, payer, at));
            return;
        }
        var own = course.visit(known.visit());
        var group = course.openVisitOf(payer);
        if (group.isPresent() && own.isBlank()) {
            emit(new AttributorEvent.Joined(track, group.get(), at, Optional.of(known.visit())));
        } else if (own.payer().isEmpty() && !own.isStaff()) {
            emit(new AttributorEvent.PayerBound(known.visit(), payer, at, Optional.empty(), 0));
        }
    }

    private void left(DeviceId door, DoorEvent.Left left) {
        var track = left.track().or(() -> nearestTo(left));
        var known = track.map(course.tracks::get);
        if (known.isEmpty() || known.get().left()) {
            return;
        }
        var visit = known.get().visit();
        var end = Change.Ending.DOOR;
        if (course.hasOthers(visit, track.get())) {
            emit(new AttributorEvent.Parted(visit, track.get(), left.at(), end));
            return;
        }
        emit(new AttributorEvent.VisitEnded(visit, track.get(), left.at(), end));
        if (nobodyPays(course.visit(visit), left.at())) {
            var why = Refuse.Reason.REASON_UNPAID;
            emit(new AttributorEvent.TapRefused(door, left.seq(), left.at(), why));
        }
    }

    private boolean nobodyPays(Visit visit, EventTime at) {
        return plans.at(course, at).blueprint().unpaid() == Unpaid.ALARM
                && visit.payer().isEmpty()
                && !visit.isStaff()
                && !visit.holds().isEmpty();
    }

    /// A card or code opened the door, and nobody can say for whom.
    private void refuse(DeviceId door, DoorEvent.Entered entered) {
        boolean somebody =
                entered.position()
                        .flatMap(position -> nearness(entered.at()).nearest(position, settings))
                        .isPresent();
        emit(
                new AttributorEvent.TapRefused(
                        door,
                        entered.seq(),
                        entered.at(),
                        somebody
                                ? Refuse.Reason.REASON_IN_DOUBT
                                : Refuse.Reason.REASON_NOBODY_NEAR));
    }

    private Optional<TrackId> nearestTo(DoorEvent event) {
        return event.position()
                .flatMap(position ->
                        nearness(event.at())
                                .nearest(position, settings)
                                .filter(Nearness.Found::isCertain)
                                .map(Nearness.Found::track));
    }

    private Nearness nearness(EventTime at) {
        var recent = inbox.sightings(at.minus(settings.lookBack()).minus(settings.step()), at);
        return Nearness.of(recent, course.tracks);
    }

    private void tapped(DeviceId terminal, Tap tap) {
        var found = nearness(tap.at()).nearest(tap.position(), settings);
        if (found.isEmpty()) {
            refuse(terminal, tap, Refuse.Reason.REASON_NOBODY_NEAR);
        } else if (!found.get().isCertain()) {
            refuse(terminal, tap, Refuse.Reason.REASON_IN_DOUBT);
        } else {
            var visit = course.track(found.get().track()).visit();
            if (course.visit(visit).payer().isPresent()) {
                refuse(terminal, tap, Refuse.Reason.REASON_ALREADY_BOUND);
            } else {
                emit(
                        new AttributorEvent.PayerBound(
                                visit, tap.payer(), tap.at(), Optional.of(terminal), tap.seq()));
            }
        }
    }

    private void refuse(DeviceId terminal, Tap tap, Refuse.Reason reason) {
        emit(new AttributorEvent.TapRefused(terminal, tap.seq(), tap.at(), reason));
    }

    /// A shelf or a door lost something: it may concern everybody who was there. They are told as
    /// much of it as is known by the look-ahead, lest each record that is lost be a mark.
    private void lacked(DeviceId device, Gap gap) {
        var lost = new Missing(device, gap);
        var known = course.missingBefore(gap.from().plus(settings.lookAhead()));
        var whole = known.stream().filter(each -> Gaps.cover(List.of(each), lost)).findFirst();
        course.visits.entrySet().stream()
                .filter(entry -> entry.getValue().isOpenAt(gap.from()))
                .filter(entry -> !Gaps.cover(entry.getValue().missing(), lost))
                .map(entry ->
                        new AttributorEvent.VisitMarked(
                                entry.getKey(), gap.from(), List.of(whole.orElse(lost))))
                .toList()
                .forEach(this::emit);
    }

    private void felt(Interaction interaction) {
        boolean late = !interaction.settled().isAfter(before);
        if (late
                && (course.knowsLate(interaction.id())
                        || !course.decidedWithout(
                                interaction.id().shelf(), interaction.settled()))) {
            return;
        }
        var adopted = plans.at(course, interaction.settled());
        var evidence =
                EvidenceOf.interaction(interaction, inbox, course, adopted.layout(), settings);
        var versions =
                new Versions(
                        adopted.version(), interaction.detector(), adopted.blueprint().decider());
        var ruling = Decider.decide(evidence, adopted.layout());
        if (late) {
            var decision =
                    new Decision(evidence, ruling.findings(), Decision.Outcome.LATE, versions);
            emit(new AttributorEvent.Decided(decision, List.of()));
            return;
        }
        var decision = new Decision(evidence, ruling.findings(), ruling.outcome(), versions);
        emit(new AttributorEvent.Decided(decision, changes(decision, adopted)));
        mark(decision);
    }

    private List<BasketChange> changes(Decision decision, Plans.Plan plan) {
        var changes = new ArrayList<BasketChange>();
        for (var finding : decision.findings()) {
            finding.chosen()
                    .filter(chosen -> chosen.track().isPresent())
                    .ifPresent(chosen -> changes.add(change(decision, finding, chosen, plan)));
        }
        return changes;
    }

    private BasketChange change(
            Decision decision, Finding finding, Hypothesis chosen, Plans.Plan plan) {
        var interaction = decision.evidence().interaction();
        var visit =
                decision.evidence().candidates().stream()
                        .filter(candidate -> chosen.track().equals(Optional.of(candidate.track())))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "chosen without being a candidate: " + finding))
                        .visit();
        var at = interaction.settled();
        Change change =
                chosen.quantity() < 0
                        ? new Change.PutBack(
                                at,
                                interaction.id(),
                                chosen.product(),
                                -chosen.quantity(),
                                chosen.probability())
                        : taken(interaction, chosen, plan.product(chosen.product()));
        return new BasketChange(visit, change);
    }

    private static Change taken(Interaction interaction, Hypothesis chosen, Product product) {
        return new Change.Taken(
                interaction.settled(),
                interaction.id(),
                product.code(),
                product.name(),
                chosen.quantity(),
                product.price(),
                product.tax(),
                chosen.probability());
    }

    /// Whoever might have done it is told what evidence is missing.
    private void mark(Decision decision) {
        var lost = decision.evidence().missing();
        if (lost.isEmpty() || decision.outcome() == Decision.Outcome.NOISE) {
            return;
        }
        for (var candidate : decision.evidence().candidates()) {
            var known = course.visit(candidate.visit()).missing();
            var news = lost.stream().filter(each -> !Gaps.cover(known, each)).toList();
            if (!news.isEmpty()) {
                emit(
                        new AttributorEvent.VisitMarked(
                                candidate.visit(),
                                decision.evidence().interaction().settled(),
                                news));
            }
        }
    }

    /// Ends visits whose track has been out of sight for too long before `limit`, in order of time.
    private void unseenBefore(EventTime limit) {
        while (nextDue.isBefore(limit)) {
            var next =
                    course.tracks.entrySet().stream()
                            .map(entry -> Map.entry(due(entry.getValue()), entry.getKey()))
                            .min(
                                    Map.Entry.<EventTime, TrackId>comparingByKey()
                                            .thenComparing(Map.Entry.comparingByValue()));
            nextDue = next.map(Map.Entry::getKey).orElse(EventTime.END);
            if (nextDue.isBefore(limit)) {
                var track = next.orElseThrow().getValue();
                var visit = course.track(track).visit();
                var end = Change.Ending.UNSEEN;
                emit(
                        course.hasOthers(visit, track)
                                ? new AttributorEvent.Parted(visit, track, nextDue, end)
                                : new AttributorEvent.VisitEnded(visit, track, nextDue, end));
            }
        }
    }

    /// When a track has been unseen for as long as the setting says, not counting time when no
    /// camera saw.
    private EventTime due(Track track) {
        var due = track.lastSeen().plus(settings.unseen());
        while (true) {
            var later =
                    track.lastSeen()
                            .plus(settings.unseen())
                            .plusMicros(blind(track.lastSeen(), due));
            if (!later.isAfter(due)) {
                return due;
            }
            due = later;
        }
    }

    /// Microseconds of (from, to] in which every camera then in service had a gap.
    private long blind(EventTime from, EventTime to) {
        return course.blind(at -> plans.at(course, at).cameras(), from, to);
    }

    private void complete(EventTime frontier, EventTime to) {
        var oldest = inbox.oldestOnset(to);
        course.visits.entrySet().stream()
                .filter(entry -> !entry.getValue().complete())
                .filter(entry -> isOver(entry.getValue(), frontier, oldest))
                .sorted(
                        Comparator.comparing((Map.Entry<?, Visit> entry) ->
                                        entry.getValue().ended().orElseThrow().at())
                                .thenComparing(entry -> entry.getKey().toString()))
                .map(entry -> new AttributorEvent.VisitCompleted(entry.getKey()))
                .toList()
                .forEach(this::emit);
    }

    private boolean isOver(Visit visit, EventTime frontier, EventTime oldest) {
        return visit.ended()
                .map(Visit.Ended::at)
                .filter(exit -> !exit.plus(settings.exitMargin()).isAfter(frontier))
                .filter(oldest::isAfter)
                .isPresent();
    }

    private static SortedMap<DeviceId, EventTime> ended(
            Attribution state, SortedMap<DeviceId, EventTime> lastWords) {
        lastWords.entrySet().removeAll(state.lastWords().entrySet());
        return lastWords;
    }

    private SortedMap<DeviceId, EventTime> begun(Attribution state) {
        var begun = new TreeMap<>(state.lastWords());
        begun.keySet().retainAll(state.resting());
        begun.keySet().removeIf(device -> !inbox.serves(device) || inbox.isResting(device));
        return begun;
    }

    private TreeMap<TrackId, EventTime> lastSeen() {
        var seen = new TreeMap<TrackId, EventTime>();
        course.tracks.forEach((track, known) -> seen.put(track, known.lastSeen()));
        return seen;
    }
}
